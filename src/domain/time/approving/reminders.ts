import { z } from 'zod';
import type { TimerFact } from '../../../kernel/event.ts';
import { timer, type Consequence, type Context } from '../../../kernel/operation.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';
import { approvalReminded, submissionReminded } from './model.ts';
import { reminderHoursOf, type Circumstances } from './store.ts';

const after = (instant: string, hours: number) =>
  Temporal.Instant.from(instant).add({ hours }).toString({ smallestUnit: 'millisecond' });

/** Reminds of a submitted week that nobody decided, once. */
export const remindOfApproval = timer({
  name: 'remindOfTimesheetApproval',
  data: z.strictObject({ submittedAt: z.string() }),
  async handle({ subjectId, data: { submittedAt } }, { tx }): Promise<Consequence> {
    const sheet = await tx.find(timesheets, subjectId);
    if (sheet?.state !== 'submitted' || sheet.submittedAt !== submittedAt) return {};
    return { events: [approvalReminded(sheet, {})] };
  },
});

/** Reminds of a week that is over and open, once. */
export const remindOfSubmission = timer({
  name: 'remindOfTimesheetSubmission',
  data: z.strictObject({}),
  async handle({ subjectId }, { tx }): Promise<Consequence> {
    const sheet = await tx.find(timesheets, subjectId);
    return sheet?.state === 'open' ? { events: [submissionReminded(sheet, {})] } : {};
  },
});

/** The reminder of a submitted week, unless it is warned of its silence as early. */
export function remindersOf(
  { id, submittedAt }: TimesheetRow,
  acceptsAt: string | null,
  { reminderHours, acceptHours }: Circumstances,
  { now }: Context,
): TimerFact[] {
  if (reminderHours === null) return [];
  if (acceptsAt !== null && acceptHours! <= 2 * reminderHours) return [];
  return [remindOfApproval(after(now, reminderHours), id, { submittedAt: submittedAt! })];
}

/** The reminders to hand in weeks that were opened: each after its end, or after now where that is later. */
export async function remindersToSubmit(
  timesheetIds: readonly string[],
  context: Context,
): Promise<TimerFact[]> {
  const { now } = context;
  return (await reminderHoursOf(timesheetIds, context)).map(({ id, weekEndsAt, hours }) => {
    const over = Temporal.Instant.compare(weekEndsAt, now) > 0 ? weekEndsAt : now;
    return remindOfSubmission(after(over, hours), id, {});
  });
}
