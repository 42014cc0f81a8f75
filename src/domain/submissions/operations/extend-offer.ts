import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { fitWeek } from '../../../kernel/hours.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, Hours, Instant, Rate, reference } from '../../../kernel/shapes.ts';
import { orderClosed } from '../../orders/index.ts';
import { offerLife } from '../lifecycle/offer.ts';
import { offerAlreadyLive, offerExtended } from '../model/offer.ts';
import { submissionOffered } from '../model/submission.ts';
import { offer } from '../nouns/offer.ts';
import { permissions } from '../policy.ts';
import { lockSubmissionOnOrder, moveSubmission } from '../store/submission.ts';
import { offers } from '../tables.ts';
import { expireOffer } from '../timers.ts';

export const extendOffer = command({
  name: 'extendOffer',
  summary: 'Offer a presented candidate the placement on these terms.',
  rest: 'POST /offers',
  permission: permissions.offer,
  input: z.strictObject({
    submissionId: reference('submission'),
    billRate: Rate,
    payRate: Rate.optional().meta({ description: 'Absent, it is the submission’s.' }),
    startsOn: Day,
    endsOn: Day.meta({ description: 'The last day.' }),
    hoursPerWeek: Hours,
    expiresAt: Instant.optional().meta({ description: 'Until when the vendor may accept.' }),
  }),
  output: offer,
  errors: [stepNotAllowed, offerAlreadyLive, orderClosed],
  async handle({ submissionId, payRate, expiresAt, ...terms }, context) {
    if (terms.endsOn < terms.startsOn)
      throw refuse('/endsOn', 'before_start', 'The end is before the start.');
    if (!fitWeek(terms.hoursPerWeek))
      throw refuse('/hoursPerWeek', 'out_of_range', 'A week has more than 0 and at most 168 hours.');
    if (expiresAt && Temporal.Instant.compare(expiresAt, context.now) <= 0)
      throw refuse('/expiresAt', 'in_the_past', 'The offer would have expired already.');
    const seen = await lockSubmissionOnOrder(submissionId, context);
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
        payRate: payRate ?? row.payRate,
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
