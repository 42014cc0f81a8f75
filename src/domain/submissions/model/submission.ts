import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { compare, parseAmount, parseRate } from '../../../kernel/money.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const SubmissionState = oneOf('SubmissionState', [
  'submitted',
  'msp_review',
  'presented',
  'shortlisted',
  'interview',
  'offered',
  'hired',
  'fell_off',
  'rejected',
  'withdrawn',
  'expired',
  'duplicate',
]);

/** How well answers fit, 0 to 100. */
export const Score = z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: ['87.50'] });

export const alreadyRepresented = declareError(
  'already_represented',
  'conflict',
  'This person is already represented on the order.',
);
export const alreadySubmitted = declareError(
  'already_submitted',
  'conflict',
  'You have submitted this person to the order already.',
);
export const submissionCapReached = declareError(
  'submission_cap_reached',
  'conflict',
  'You have as many live submissions on the order as it takes from a vendor.',
);
export const representationNotCurrent = declareError(
  'representation_not_current',
  'conflict',
  'The right to represent this person is withdrawn, not yet begun, or over.',
);

/** Whether a rate is above a limit, exactly; nothing is above no limit. */
export const isAbove = (rate: string, limit: string | null): boolean =>
  limit !== null && compare(parseRate(rate), parseRate(limit)) > 0;

/** Whether a salary is above a limit, exactly; nothing is above no limit. */
export const isMore = (salary: string, limit: string | null): boolean =>
  limit !== null && compare(parseAmount(salary), parseAmount(limit)) > 0;

/** Whether a right to represent holds at an instant: from its beginning up to but not including its end. */
export const mayRepresent = (
  held: { state: string; rightToRepresentFrom: string; rightToRepresentUntil: string },
  now: string,
): boolean =>
  held.state === 'active' &&
  Temporal.Instant.compare(held.rightToRepresentFrom, now) <= 0 &&
  Temporal.Instant.compare(now, held.rightToRepresentUntil) < 0;

const data = z.strictObject({ orderId: z.string() });
const fact = <Type extends `${string}.${string}`>(
  type: Type,
  summary: string,
  ...sides: ('operator' | 'client' | 'vendor')[]
) => event({ type, summary, sides, data });

export const submissionSubmitted = fact(
  'submission.submitted',
  'A vendor proposed a worker for an order.',
  'operator',
  'vendor',
);
export const submissionReviewed = fact(
  'submission.taken_up',
  'The MSP took a submission up for review.',
  'operator',
  'vendor',
);
export const submissionPresented = fact(
  'submission.presented',
  'A candidate was shown to the client.',
  'operator',
  'client',
  'vendor',
);
export const submissionShortlisted = fact(
  'submission.shortlisted',
  'The client shortlisted a candidate.',
  'operator',
  'client',
  'vendor',
);
export const interviewRequested = fact(
  'submission.interview_requested',
  'The client asked to meet a candidate.',
  'operator',
  'client',
  'vendor',
);
export const submissionOffered = fact(
  'submission.offered',
  'A candidate was made an offer.',
  'operator',
  'client',
  'vendor',
);
export const submissionReturned = fact(
  'submission.returned',
  'An offer came to nothing; the candidate stands as presented again.',
  'operator',
  'client',
  'vendor',
);
export const submissionHired = fact(
  'submission.hired',
  'A candidate was hired.',
  'operator',
  'client',
  'vendor',
);
export const submissionFellOff = fact(
  'submission.fell_off',
  'A hired candidate never started.',
  'operator',
  'client',
  'vendor',
);
export const submissionRejected = fact(
  'submission.rejected',
  'A submission was rejected.',
  'operator',
  'vendor',
);
export const submissionWithdrawn = fact(
  'submission.withdrawn',
  'The vendor withdrew its submission.',
  'operator',
  'vendor',
);
export const submissionDuplicated = fact(
  'submission.marked_duplicate',
  'The person proves to be represented on the order already.',
  'operator',
  'vendor',
);
export const submissionExpired = fact(
  'submission.expired',
  'The right to represent or the order ended before anything came of the submission.',
  'operator',
  'vendor',
);

/** A client hears of an end only where it saw the candidate: what was never presented never was. */
export const candidateRemoved = event({
  type: 'submission.removed',
  summary:
    'A candidate whom the client saw is no longer to be had: rejected, withdrawn, duplicate or expired.',
  sides: ['client'],
  data: z.strictObject({ orderId: z.string(), state: SubmissionState }),
});

/** Told to the client's side alone: a vendor is not to know how its candidate stands among others. */
export const submissionRanked = event({
  type: 'submission.ranked',
  summary: 'A candidate was put at a place among those of its order.',
  sides: ['operator', 'client'],
  data: z.strictObject({ orderId: z.string(), place: z.number() }),
});
