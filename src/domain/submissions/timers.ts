import { z } from 'zod';
import { timer } from '../../kernel/operation.ts';
import { offerLife } from './lifecycle/offer.ts';
import { submissionLife } from './lifecycle/submission.ts';
import { interviewOverdue } from './model/interview.ts';
import { hasLapsed, offerLapsed } from './model/offer.ts';
import { submissionExpired } from './model/submission.ts';
import { endOffer, lockOffer } from './store/offer.ts';
import { endSubmission } from './store/submission.ts';
import { factsOfInterview } from './store/interview.ts';
import { interviews, submissions } from './tables.ts';

/** At the end of the ownership or of the right to represent: a submission that nothing came of no longer holds its person. */
export const expireSubmission = timer({
  name: 'expireSubmission',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const row = await context.take(submissions, subjectId);
    // While an offer is open it is the offer's end that decides.
    if (!submissionLife.verbs.expire.from.some((state) => state === row.state)) return {};
    return { events: await endSubmission(row, 'expire', submissionExpired, context) };
  },
});

/** At the end of its time: an offer on which the two have not agreed lapses. */
export const expireOffer = timer({
  name: 'expireOffer',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const held = await lockOffer(subjectId, context);
    if (!offerLife.verbs.expire.from.some((state) => state === held.offer.state)) return {};
    // Extended again it may have got more time.
    if (!hasLapsed(held.offer, context.now)) return {};
    return { events: await endOffer(held, 'expire', offerLapsed, context) };
  },
});

/** When an interview is over by its time, and nobody has said what came of it: somebody is told. */
export const watchInterview = timer({
  name: 'watchInterview',
  data: z.strictObject({ endsAt: z.string() }),
  async handle({ subjectId, data: { endsAt } }, context) {
    const row = (await context.tx.find(interviews, subjectId))!;
    if (row.state !== 'scheduled' || row.endsAt !== endsAt) return {};
    return { events: [interviewOverdue(row, factsOfInterview(row))] };
  },
});
