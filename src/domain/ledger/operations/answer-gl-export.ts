import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { asTenant, type Changes, type Row } from '../../../kernel/transaction.ts';
import { glExportLife } from '../lifecycle/gl-export.ts';
import {
  glAcknowledged,
  glFailed,
  laterExportStands,
  operatorGlAcknowledged,
  operatorGlFailed,
} from '../model/gl-export.ts';
import { glExport } from '../nouns/gl-export.ts';
import { permissions } from '../policy.ts';
import { holdSeries, isBuiltUpon, releaseEntries } from '../store/gl-writing.ts';
import { glExports } from '../tables.ts';

const answer = (row: Row<typeof glExports>, changes: Changes<typeof glExports>, context: Context) =>
  context.tx.change(glExports, row, {
    ...changes,
    answeredAt: context.now,
    answeredBy: context.actor.membershipId,
  });

export const acknowledgeGlExport = command({
  name: 'acknowledgeGlExport',
  summary: 'Say that the general ledger took an export, and by which reference of its own.',
  rest: 'POST /gl-exports/{glExportId}/acknowledge',
  permission: permissions.export,
  input: z.strictObject({
    glExportId: reference('glExport'),
    receiverReference: text(100).meta({ examples: ['JE-2026-02-0041'] }),
  }),
  output: glExport,
  errors: [stepNotAllowed],
  async handle({ glExportId, receiverReference }, context) {
    const row = await context.take(glExports, glExportId);
    const state = step(glExportLife, 'acknowledge', row.state);
    const taken = await answer(row, { state, receiverReference }, context);
    const happened = row.ledger === 'operator' ? operatorGlAcknowledged : glAcknowledged;
    return { result: taken, events: [happened(taken, {})] };
  },
});

export const failGlExport = command({
  name: 'failGlExport',
  summary:
    'Say that the general ledger did not take an export, and why: all that it told waits for the next one.',
  rest: 'POST /gl-exports/{glExportId}/fail',
  permission: permissions.export,
  input: z.strictObject({ glExportId: reference('glExport'), reason: text(2_000) }),
  output: glExport,
  errors: [stepNotAllowed, laterExportStands],
  async handle({ glExportId, reason }, context) {
    const seen = await context.tx.find(glExports, glExportId);
    // The ledger's exports wait meanwhile: none is to take back what is just being let go.
    if (seen) await holdSeries(seen.programId, seen.ledger, context);
    const row = await context.take(glExports, glExportId);
    const state = step(glExportLife, 'fail', row.state);
    await asTenant(context.tx, async () => {
      if (await isBuiltUpon(row.id, context)) throw laterExportStands();
      await releaseEntries(row.id, context);
    });
    const failed = await answer(row, { state, failureReason: reason }, context);
    const happened = row.ledger === 'operator' ? operatorGlFailed : glFailed;
    return { result: failed, events: [happened(failed, {}, reason)] };
  },
});
