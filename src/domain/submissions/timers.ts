import { z } from 'zod';
import { timer } from '../../kernel/operation.ts';
import { offerLife } from './lifecycle/offer.ts';
import { submissionLife } from './lifecycle/submission.ts';
import { offerLapsed } from './model/offer.ts';
import { submissionExpired } from './model/submission.ts';
import { endOffer, lockOffer } from './store/offer.ts';
import { endSubmission } from './store/submission.ts';
import { submissions } from './tables.ts';

/** At the end of the right to represent: a submission that nothing came of no longer holds its person. */
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

/** At the end of its time: an offer that the vendor has not accepted lapses. */
export const expireOffer = timer({
  name: 'expireOffer',
  data: z.strictObject({}),
  async handle({ subjectId }, context) {
    const held = await lockOffer(subjectId, context);
    if (!offerLife.verbs.expire.from.some((state) => state === held.offer.state)) return {};
    return { events: await endOffer(held, 'expire', offerLapsed, context) };
  },
});
