import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { BillRate, Day, Rate, reference, text } from '../../../kernel/shapes.ts';
import { todayAt } from '../../programs/index.ts';
import { assertEligible, workerNotEligible } from '../../eligibility/index.ts';
import { orderClosed, orderForSubmission } from '../../orders/index.ts';
import {
  subVendorNotInForce,
  subVendorOn,
  vendorDocumentsLapsed,
  vendorNotSupplying,
} from '../../vendors/index.ts';
import { representationFor } from '../../workers/index.ts';
import {
  alreadyRepresented,
  alreadySubmitted,
  isAbove,
  mayRepresent,
  representationNotCurrent,
  submissionCapReached,
  submissionSubmitted,
} from '../model/submission.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { submission } from '../nouns/submission.ts';
import { permissions } from '../policy.ts';
import { assertBelowCap, insertSubmission } from '../store/submission.ts';
import { expireSubmission } from '../timers.ts';

export const createSubmission = command({
  name: 'createSubmission',
  summary: 'Propose a worker of yours for an order; the first valid proposal of a person wins.',
  rest: 'POST /submissions',
  permission: permissions.submit,
  input: z.strictObject({
    orderId: reference('order'),
    representationId: reference('representation'),
    billRate: BillRate,
    payRate: Rate.optional().meta({ description: 'Absent, it is the representation’s.' }),
    availableOn: Day,
    note: text(4000).optional(),
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
    const { billRate, payRate, availableOn, note } = proposed;
    const held = await representationFor(representationId, context);
    if (!mayRepresent(held, context.now)) throw representationNotCurrent();
    const order = await orderForSubmission(orderId, context);
    await assertBelowCap(order, held.vendorId, context);
    const { programId, facilityId, unitId, currency, maxBillRate, postedRateTo } = order;
    const { vendorId, workerId, rightToRepresentUntil } = held;
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
        billRate,
        availableOn,
        rightToRepresentUntil,
        note: note ?? null,
        payRate: payRate ?? held.payRate,
        overMax: isAbove(billRate, maxBillRate),
        aboveRange: isAbove(billRate, postedRateTo),
        state: submissionLife.initial,
      },
      context,
    );
    return {
      result: row,
      events: [submissionSubmitted(row, { orderId })],
      timers: [expireSubmission(rightToRepresentUntil, row.id, {})],
    };
  },
});
