import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { ExternalId } from '../../../kernel/shapes.ts';
import { approvalRunning } from '../../approvals/index.ts';
import { fileNotReady } from '../../files/index.ts';
import {
  belongsElsewhere,
  externalIdTaken,
  externalSystemUnknown,
  nameExternally,
  subjectNamed,
} from '../../identifiers/index.ts';
import { draftOrder } from '../making/draft.ts';
import { reviseOrder } from '../making/revise.ts';
import { newOrder } from '../making/shape.ts';
import { orderChangePending, surgeRunning } from '../model/change.ts';
import { orderCreated } from '../model/order.ts';
import { postingLacksPayTerms } from '../model/posting.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { orders } from '../tables.ts';

// Of a new order alone.
const ofNew = new Set(['unitId', 'templateId', 'type', 'questions']);

export const upsertOrder = command({
  name: 'upsertOrder',
  summary:
    'Draft an order, or change the one that the external id names, as updateOrder would; unchanged content makes no version.',
  rest: 'PUT /orders/{externalId}',
  permission: permissions.manage,
  concurrency: 'optional',
  input: z.strictObject({ externalId: ExternalId, ...newOrder }),
  output: order,
  errors: [
    stepNotAllowed,
    fileNotReady,
    approvalRunning,
    orderChangePending,
    surgeRunning,
    postingLacksPayTerms,
    externalIdTaken,
    externalSystemUnknown,
    belongsElsewhere,
  ],
  async handle({ externalId, ...input }, context) {
    const known = await subjectNamed('order', externalId, context);
    if (!known) {
      const row = await draftOrder(input, context);
      await nameExternally('order', [{ subjectId: row.id, externalId }], context);
      return { result: row, events: [orderCreated(row, {})] };
    }
    // It names a row out of the caller's reach, of which no more is told.
    if (!(await context.tx.find(orders, known))) throw externalIdTaken();
    const row = await context.take(orders, known);
    if (row.unitId !== input.unitId)
      throw belongsElsewhere({
        errors: [{ pointer: '/unitId', code: belongsElsewhere.code, message: belongsElsewhere.title }],
      });
    const { customValues, fileIds, ...told } = input;
    const terms = Object.fromEntries(Object.entries(told).filter(([key]) => !ofNew.has(key)));
    const revised = await reviseOrder(row, { terms, customValues, fileIds }, context);
    if (!revised) return { result: row, unchanged: true };
    const [first, ...others] = revised.facts;
    return { result: revised.order, events: [first!, ...others], timers: revised.timers };
  },
});
