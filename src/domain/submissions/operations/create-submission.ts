import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { BillRate, Day, Rate, reference, text } from '../../../kernel/shapes.ts';
import { todayAt } from '../../programs/index.ts';
import { assertEligible, workerNotEligible } from '../../eligibility/index.ts';
import { checkedCustomValues, CustomValues } from '../../custom-fields/index.ts';
import { orderClosed, orderForSubmission, scoreAnswers } from '../../orders/index.ts';
import {
  subVendorNotInForce,
  subVendorOn,
  vendorDocumentsLapsed,
  vendorNotSupplying,
} from '../../vendors/index.ts';
import { representationFor } from '../../workers/index.ts';
import { AnswerInput } from '../model/answers.ts';
import { AnnualSalary, priceOf } from '../model/price.ts';
import {
  alreadyRepresented,
  alreadySubmitted,
  mayRepresent,
  representationNotCurrent,
  submissionCapReached,
  submissionSubmitted,
} from '../model/submission.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { ownershipUntil } from '../ownership.ts';
import { submission } from '../nouns/submission.ts';
import { permissions } from '../policy.ts';
import { assertBelowCap, insertSubmission, priceAgainst } from '../store/submission.ts';
import { expireSubmission } from '../timers.ts';

export const createSubmission = command({
  name: 'createSubmission',
  summary: 'Propose a worker of yours for an order; the first valid proposal of a person wins.',
  rest: 'POST /submissions',
  permission: permissions.submit,
  input: z.strictObject({
    orderId: reference('order'),
    representationId: reference('representation'),
    billRate: BillRate.optional().meta({
      description: 'Per hour; needed unless the order is a direct hire.',
    }),
    annualSalary: AnnualSalary.optional().meta({
      description: 'What a candidate for a direct hire asks a year; of that alone.',
    }),
    payRate: Rate.optional().meta({ description: 'Absent, it is the representation’s.' }),
    availableOn: Day,
    note: text(4000).optional(),
    answers: z.array(AnswerInput).max(50).default([]).meta({ description: 'To the questions of the order.' }),
    customValues: CustomValues.default([]),
    vendorRelationshipId: reference('vendorRelationship')
      .optional()
      .meta({ description: 'Of yours to the sub-vendor who employs the worker, where that is not you.' }),
  }),
  output: submission,
  errors: [
    orderClosed,
    vendorNotSupplying,
    vendorDocumentsLapsed,
    subVendorNotInForce,
    alreadyRepresented,
    alreadySubmitted,
    submissionCapReached,
    representationNotCurrent,
    workerNotEligible,
  ],
  async handle({ orderId, representationId, vendorRelationshipId, ...proposed }, context) {
    const held = await representationFor(representationId, context);
    if (!mayRepresent(held, context.now)) throw representationNotCurrent();
    const order = await orderForSubmission(orderId, context);
    await assertBelowCap(order, held.vendorId, context);
    const { programId, facilityId, unitId, currency } = order;
    const { vendorId, workerId, rightToRepresentUntil } = held;
    const price = priceOf(proposed, order, held.payRate);
    const scored = await scoreAnswers(orderId, proposed.answers, context);
    const told = { noun: 'submission' as const, programId, values: proposed.customValues };
    const customValues = await checkedCustomValues(told, context);
    await assertEligible(
      { gate: 'submission', workerId, vendorId, place: order, day: order.startsOn, until: order.endsOn },
      context,
    );
    const subVendor =
      vendorRelationshipId === undefined
        ? null
        : await subVendorOn(
            { vendorRelationshipId, vendorId, programId, day: await todayAt(order, context) },
            context,
          );
    const ownedUntil = await ownershipUntil(order, rightToRepresentUntil, context);
    const row = await insertSubmission(
      {
        orderId,
        programId,
        facilityId,
        unitId,
        vendorId,
        workerId,
        representationId,
        ...subVendor,
        currency,
        ...price,
        ...scored,
        customValues,
        availableOn: proposed.availableOn,
        rightToRepresentUntil,
        ownedUntil,
        note: proposed.note ?? null,
        ...priceAgainst(price, order),
        state: submissionLife.initial,
      },
      context,
    );
    return {
      result: row,
      events: [submissionSubmitted(row, { orderId })],
      timers: [expireSubmission(ownedUntil, row.id, {})],
    };
  },
});
