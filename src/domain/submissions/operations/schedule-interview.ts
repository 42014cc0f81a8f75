import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { Instant, reference } from '../../../kernel/shapes.ts';
import { interviewLife } from '../lifecycle/interview.ts';
import { chosenTime, interviewOverlaps, interviewScheduled, notYoursToSchedule } from '../model/interview.ts';
import { interview } from '../nouns/interview.ts';
import { permissions } from '../policy.ts';
import { moveInterview } from '../store/interview.ts';
import { interviews } from '../tables.ts';
import { watchInterview } from '../timers.ts';

export const scheduleInterview = command({
  name: 'scheduleInterview',
  summary: 'Choose one of the times that the other side proposed last.',
  rest: 'POST /interviews/{interviewId}/schedule',
  permission: permissions.arrange,
  input: z.strictObject({
    interviewId: reference('interview'),
    startsAt: Instant.meta({ description: 'Of the proposed time.' }),
  }),
  output: interview,
  errors: [stepNotAllowed, notYoursToSchedule, interviewOverlaps],
  async handle({ interviewId, startsAt }, context) {
    const seen = await context.take(interviews, interviewId);
    step(interviewLife, 'schedule', seen.state);
    await assertProvided(interviewLife, 'schedule', interviews, seen, context);
    const changes = chosenTime(seen.proposedTimes, startsAt, context.now);
    const { row, fact } = await moveInterview(seen, 'schedule', interviewScheduled, context, { changes });
    const endsAt = row.endsAt!;
    return { result: row, events: [fact], timers: [watchInterview(endsAt, row.id, { endsAt })] };
  },
});
