import { sql } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';
import { localDate } from '../../kernel/zone.ts';
import { assignments } from '../assignments/index.ts';
import { timeOutsideAssignment, timeOverlaps, type StatedTime } from './model.ts';
import { assertWorkable, isWithin, type Frame } from './stated-time.ts';
import { entriesOf, type TimesheetRow, type Weeks } from './store.ts';

async function daysOf({ assignmentId }: TimesheetRow, { tx }: Context): Promise<Frame['days']> {
  const placed = (await tx.find(assignments, assignmentId))!;
  return { first: placed.startedOn ?? placed.startsOn, last: placed.endedOn ?? placed.endsOn };
}

/** What time stated for the week is judged against. */
async function frameOf({ sheet, previous, following }: Weeks, context: Context): Promise<Frame> {
  const beside = [...(await entriesOf(previous, context)), ...(await entriesOf(following, context))];
  const { weekStartsAt, weekEndsAt, timeZone } = sheet;
  const days = await daysOf(sheet, context);
  return { weekStartsAt, weekEndsAt, timeZone, days, now: context.now, beside };
}

/** Refuses with `time_overlaps` where the worker's time on another assignment, as far as the caller sees it, overlaps. */
async function assertNowhereElse(
  sheet: TimesheetRow,
  entries: readonly StatedTime[],
  { tx, actor }: Context,
): Promise<void> {
  const spans = JSON.stringify(entries.map(({ startsAt, endsAt }) => ({ startsAt, endsAt })));
  const [other] = await tx.rows<{ week: string }>(sql`select t.week_starts_on as week
    from jsonb_to_recordset(${spans}::jsonb) as stated ("startsAt" timestamptz, "endsAt" timestamptz)
    join time_entries e on e.tenant_id = ${actor.tenantId} and e.worker_id = ${sheet.workerId} and e.current
      and tstzrange(e.starts_at, e.ends_at) && tstzrange(stated."startsAt", stated."endsAt")
    join timesheets t on t.tenant_id = e.tenant_id and t.id = e.timesheet_id and t.assignment_id <> ${sheet.assignmentId}
    order by 1 limit 1`);
  if (other) throw timeOverlaps({ facts: { weekStartsOn: other.week } });
}

/** Refuses time that cannot have been worked in the week, by its pointer under `at`, or that was worked elsewhere. */
export async function assertStatable(
  weeks: Weeks,
  entries: readonly StatedTime[],
  at: string,
  context: Context,
): Promise<void> {
  assertWorkable(entries, at, await frameOf(weeks, context));
  await assertNowhereElse(weeks.sheet, entries, context);
}

/** Refuses with `time_outside_assignment` where the assignment has come to an end before time stated on it. */
export async function assertWithinAssignment(
  sheet: TimesheetRow,
  entries: readonly StatedTime[],
  context: Context,
): Promise<void> {
  const days = await daysOf(sheet, context);
  if (!entries.every(({ startsAt }) => isWithin(days, localDate(startsAt, sheet.timeZone))))
    throw timeOutsideAssignment({ detail: `The assignment is from ${days.first} to ${days.last}.` });
}

/** Whether time that was handed in on an assignment starts after a day. */
export async function hasTimeAfter(
  assignmentId: string,
  day: string,
  { tx, actor }: Context,
): Promise<boolean> {
  const found = await tx.rows<{ id: string }>(sql`select e.id from timesheets t
    join time_entries e on e.tenant_id = t.tenant_id and e.timesheet_id = t.id and e.current
    where t.tenant_id = ${actor.tenantId} and t.assignment_id = ${assignmentId} and t.state <> 'open'
      and (e.starts_at at time zone t.time_zone)::date > ${day}::date limit 1`);
  return found.length > 0;
}
