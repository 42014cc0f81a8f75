import { z } from 'zod';
import { declareError, refuse } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { Instant, oneOf } from '../../../kernel/shapes.ts';

export const InterviewKind = oneOf('InterviewKind', ['phone', 'video', 'onsite']);
export const InterviewState = oneOf('InterviewState', [
  'requested',
  'scheduled',
  'completed',
  'canceled',
  'no_show',
]);
export const InterviewOutcome = oneOf('InterviewOutcome', ['recommend', 'decline', 'undecided']);
/** Whose proposal of times stands: the buyer’s, the MSP acting for it, or the vendor’s. */
export const InterviewProposer = oneOf('InterviewProposer', ['client', 'vendor']);

/** A wall-clock time without its zone, `YYYY-MM-DDTHH:MM`. */
export const LocalTime = z.string().meta({ examples: ['2026-03-02T10:00'] });

/** A time that can be taken, in UTC. */
export const ProposedTime = z.strictObject({ startsAt: Instant, endsAt: Instant }).meta({
  id: 'ProposedTime',
  examples: [{ startsAt: '2026-03-02T15:00:00Z', endsAt: '2026-03-02T15:30:00Z' }],
});
export type ProposedTime = z.output<typeof ProposedTime>;

/** Up to ten times to choose from. */
export const ProposedTimes = z.array(ProposedTime).min(1).max(10);

export const notYoursToSchedule = declareError(
  'own_proposal',
  'forbidden',
  'The other side chooses of the times that one proposed.',
);
export const interviewNotYet = declareError(
  'interview_not_yet',
  'conflict',
  'The interview has not begun by now.',
);
export const interviewOverlaps = declareError(
  'interview_overlaps',
  'conflict',
  'The worker has an interview of yours at that time.',
);
export const interviewRoundsExhausted = declareError(
  'interview_rounds_exhausted',
  'conflict',
  'Times were proposed for this interview as often as can be.',
);

/** How often times can be proposed for one interview. */
export const mostInterviewRounds = 50;

const minute = 60_000;
const at = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds;

/** Refuses times that are past, last under 5 minutes or over 8 hours, or are there twice, each at its place. */
export function assertProposable(times: readonly ProposedTime[], now: string): void {
  times.forEach(({ startsAt, endsAt }, index) => {
    const length = (at(endsAt) - at(startsAt)) / minute;
    if (at(startsAt) <= at(now))
      throw refuse(`/proposedTimes/${index}/startsAt`, 'in_the_past', 'The time is past.');
    if (length < 5 || length > 480)
      throw refuse(
        `/proposedTimes/${index}/endsAt`,
        'out_of_range',
        'An interview lasts 5 minutes to 8 hours.',
      );
    if (times.findIndex((one) => at(one.startsAt) === at(startsAt)) < index)
      throw refuse(`/proposedTimes/${index}/startsAt`, 'repeated', 'The time is proposed already.');
  });
}

/** The proposed time that begins at an instant; `invalid_input` where none does or it is past. */
export function chosenTime(times: readonly ProposedTime[], startsAt: string, now: string): ProposedTime {
  const chosen = times.find((one) => at(one.startsAt) === at(startsAt));
  if (!chosen) throw refuse('/startsAt', 'not_proposed', 'No proposed time begins then.');
  if (at(startsAt) <= at(now)) throw refuse('/startsAt', 'in_the_past', 'The time is past.');
  return chosen;
}

/** Whether an instant is come. */
export const hasBegun = (startsAt: string, now: string): boolean => at(startsAt) <= at(now);

const data = z.strictObject({ submissionId: z.string(), orderId: z.string() });
const fact = factsFor(['operator', 'client', 'vendor', 'worker'], data);

export const interviewCreated = fact(
  'interview.requested',
  'An interview was asked for, with times to choose from.',
);
export const interviewTimesProposed = fact(
  'interview.times_proposed',
  'Other times were proposed for an interview.',
);
export const interviewScheduled = fact('interview.scheduled', 'A time was chosen for an interview.');
export const interviewCanceled = fact('interview.canceled', 'An interview was canceled, with a reason.');
export const interviewNoShow = fact('interview.no_show', 'Somebody did not come to an interview.');
export const interviewCompleted = fact('interview.completed', 'An interview took place.');
export const interviewOverdue = event({
  type: 'interview.left_unrecorded',
  summary: 'An interview is over by its time, and nobody has said what came of it.',
  sides: ['operator', 'client'],
  data,
});
