import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { fitWeek } from '../../../kernel/hours.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { BillRate, Day, Hours, Instant, Rate, reference } from '../../../kernel/shapes.ts';
import { assertEligible, workerNotEligible } from '../../eligibility/index.ts';
import { noOpenPosition, orderClosed } from '../../orders/index.ts';
import { todayAt } from '../../programs/index.ts';
import { offerLife } from '../lifecycle/offer.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { offerAlreadyLive, offerExtended, offerOverMax } from '../model/offer.ts';
import { isAbove, submissionOffered } from '../model/submission.ts';
import { offer } from '../nouns/offer.ts';
import { permissions } from '../policy.ts';
import { lockSubmissionOnOrder, moveSubmission } from '../store/submission.ts';
import { offers, submissions } from '../tables.ts';
import { expireOffer } from '../timers.ts';

export const extendOffer = command({
  name: 'extendOffer',
  summary: 'Offer a presented candidate the placement on these terms.',
  rest: 'POST /offers',
  permission: permissions.offer,
  input: z.strictObject({
    submissionId: reference('submission'),
    billRate: BillRate,
    payRate: Rate.optional().meta({ description: 'Absent, it is the submission’s.' }),
    startsOn: Day,
    endsOn: Day.meta({ description: 'The last day.' }),
    hoursPerWeek: Hours,
    expiresAt: Instant.optional().meta({ description: 'Until when the vendor may accept.' }),
  }),
  output: offer,
  errors: [stepNotAllowed, offerAlreadyLive, offerOverMax, orderClosed, noOpenPosition, workerNotEligible],
  async handle({ submissionId, payRate, expiresAt, ...terms }, context) {
    if (terms.endsOn < terms.startsOn)
      throw refuse('/endsOn', 'before_start', 'The end is before the start.');
    if (!fitWeek(terms.hoursPerWeek))
      throw refuse('/hoursPerWeek', 'out_of_range', 'A week has more than 0 and at most 168 hours.');
    if (expiresAt && Temporal.Instant.compare(expiresAt, context.now) <= 0)
      throw refuse('/expiresAt', 'in_the_past', 'The offer would have expired already.');
    const { order, submission: seen } = await lockSubmissionOnOrder(submissionId, context);
    if (terms.startsOn < (await todayAt(order, context)))
      throw refuse('/startsOn', 'in_the_past', 'That day has passed at the facility.');
    if (isAbove(terms.billRate, order.maxBillRate)) throw offerOverMax();
    const pays = payRate ?? seen.payRate;
    if (pays !== null && isAbove(pays, terms.billRate))
      throw refuse('/payRate', 'above_bill_rate', 'The worker would be paid more than is billed.');
    step(submissionLife, 'extendOffer', seen.state);
    await assertProvided(submissionLife, 'extendOffer', submissions, seen, context);
    const { startsOn: day, endsOn: until } = terms;
    const who = { workerId: seen.workerId, vendorId: seen.vendorId };
    await assertEligible({ gate: 'offer', ...who, place: order, day, until }, context);
    const { row, events } = await moveSubmission(seen, 'extendOffer', submissionOffered, context);
    const { orderId, programId, facilityId, unitId, vendorId, workerId, currency } = row;
    const [made] = await context.tx.insert(offers, [
      {
        submissionId,
        orderId,
        programId,
        facilityId,
        unitId,
        vendorId,
        workerId,
        currency,
        ...terms,
        payRate: pays,
        expiresAt: expiresAt ?? null,
        extendedAt: context.now,
        state: offerLife.initial,
      },
    ]);
    return {
      result: made!,
      events: [offerExtended(made!, { submissionId, orderId }), ...events],
      timers: expiresAt ? [expireOffer(expiresAt, made!.id, {})] : [],
    };
  },
});
