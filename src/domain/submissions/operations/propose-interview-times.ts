import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { TimeZone } from '../../programs/index.ts';
import {
  assertProposable,
  interviewRoundsExhausted,
  interviewTimesProposed,
  mostInterviewRounds,
  ProposedTimes,
} from '../model/interview.ts';
import { interview } from '../nouns/interview.ts';
import { permissions, proposerOf } from '../policy.ts';
import { moveInterview } from '../store/interview.ts';
import { interviews } from '../tables.ts';

export const proposeInterviewTimes = command({
  name: 'proposeInterviewTimes',
  summary: 'Propose other times for an interview, also for one that is set; the other side chooses.',
  rest: 'POST /interviews/{interviewId}/propose-times',
  permission: permissions.arrange,
  input: z.strictObject({
    interviewId: reference('interview'),
    proposedTimes: ProposedTimes,
    timeZone: TimeZone.meta({ description: 'In which the times are thought.' }),
    reason: text(2000).optional(),
  }),
  output: interview,
  errors: [stepNotAllowed, interviewRoundsExhausted],
  async handle({ interviewId, proposedTimes, timeZone, reason }, context) {
    assertProposable(proposedTimes, context.now);
    const seen = await context.take(interviews, interviewId);
    if (seen.round >= mostInterviewRounds) throw interviewRoundsExhausted();
    const { row, fact } = await moveInterview(seen, 'proposeTimes', interviewTimesProposed, context, {
      changes: {
        proposedTimes,
        timeZone,
        proposedBy: proposerOf(context.actor),
        round: seen.round + 1,
        startsAt: null,
        endsAt: null,
      },
      ...(reason !== undefined && { reason }),
    });
    return { result: row, events: [fact] };
  },
});
