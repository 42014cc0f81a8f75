import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import type { Context } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { interviewLife } from '../lifecycle/interview.ts';
import {
  hasBegun,
  interviewCanceled,
  interviewCompleted,
  interviewNoShow,
  interviewNotYet,
  InterviewOutcome,
} from '../model/interview.ts';
import { interview } from '../nouns/interview.ts';
import { permissions } from '../policy.ts';
import { moveInterview, type InterviewRow } from '../store/interview.ts';
import { interviews } from '../tables.ts';

/** The interview, held, if it is set and its time has come: `interview_not_yet` before. */
async function begun(id: string, verb: 'complete' | 'markNoShow', context: Context): Promise<InterviewRow> {
  const seen = await context.take(interviews, id);
  step(interviewLife, verb, seen.state);
  if (!hasBegun(seen.startsAt!, context.now)) throw interviewNotYet();
  return seen;
}

/** The verbs by which an interview comes to its end. */
export const interviewEndings = [
  command({
    name: 'completeInterview',
    summary: 'Say what came of an interview, to your own side and the MSP.',
    rest: 'POST /interviews/{interviewId}/complete',
    permission: permissions.rank,
    input: z.strictObject({
      interviewId: reference('interview'),
      outcome: InterviewOutcome,
      note: text(4000).optional(),
    }),
    output: interview,
    errors: [stepNotAllowed, interviewNotYet],
    async handle({ interviewId, outcome, note }, context) {
      const seen = await begun(interviewId, 'complete', context);
      const changes = { outcome, outcomeNote: note ?? null };
      const { row, fact } = await moveInterview(seen, 'complete', interviewCompleted, context, { changes });
      return { result: row, events: [fact] };
    },
  }),
  command({
    name: 'markInterviewNoShow',
    summary: 'Say that the candidate did not come.',
    rest: 'POST /interviews/{interviewId}/mark-no-show',
    permission: permissions.rank,
    input: z.strictObject({ interviewId: reference('interview') }),
    output: interview,
    errors: [stepNotAllowed, interviewNotYet],
    async handle({ interviewId }, context) {
      const seen = await begun(interviewId, 'markNoShow', context);
      const { row, fact } = await moveInterview(seen, 'markNoShow', interviewNoShow, context);
      return { result: row, events: [fact] };
    },
  }),
  command({
    name: 'cancelInterview',
    summary: 'Call an interview off, with the reason that the other side reads.',
    rest: 'POST /interviews/{interviewId}/cancel',
    permission: permissions.arrange,
    input: z.strictObject({ interviewId: reference('interview'), reason: text(2000) }),
    output: interview,
    errors: [stepNotAllowed],
    async handle({ interviewId, reason }, context) {
      const seen = await context.take(interviews, interviewId);
      const { row, fact } = await moveInterview(seen, 'cancel', interviewCanceled, context, { reason });
      return { result: row, events: [fact] };
    },
  }),
];
