import type { Fact } from '../../kernel/event.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Changes } from '../../kernel/transaction.ts';
import { timesheetAdjusted, timesheetApproved } from './events.ts';
import { step } from '../../kernel/lifecycle.ts';
import { timesheetLife } from './lifecycle.ts';
import { followingWeekDisputed, type StatedTime } from './model.ts';
import type { StatedInterval } from './pay-rules/week-input.ts';
import { carriedInto, isChargedOtherwise, rateInPlace, rateVersion } from './rating.ts';
import { entriesOf, insertEntries, ratingOf, retireEntries, type TimesheetRow, type Weeks } from './store.ts';
import { timesheets } from './tables.ts';

/** Makes the next version of a timesheet from other hours, rated, and leaves the one before as it was. */
async function nextVersion(
  weeks: Weeks,
  entries: readonly StatedTime[],
  changes: Changes<typeof timesheets>,
  context: Context,
): Promise<TimesheetRow> {
  const { sheet } = weeks;
  const revision = sheet.revision + 1;
  await retireEntries(sheet, context);
  await insertEntries(sheet, revision, entries, context);
  const rated = await rateVersion(weeks, { revision, entries }, context);
  return context.tx.change(timesheets, sheet, { ...rated, ...changes, revision });
}

/** Replaces approved hours by others: version n + 1, approved, whose difference is billed or credited. */
export async function adjust(
  weeks: Weeks,
  entries: readonly StatedTime[],
  reason: string | undefined,
  context: Context,
): Promise<Fact[]> {
  const { sheet } = weeks;
  const state = step(timesheetLife, 'adjust', sheet.state);
  const adjusted = await nextVersion(weeks, entries, { state }, context);
  const data = { revision: adjusted.revision, replaces: sheet.revision };
  return [
    timesheetAdjusted(adjusted, data, reason),
    ...(await followOn({ ...weeks, sheet: adjusted }, context)),
  ];
}

/**
 * Settles a dispute by the hours that the client proposed. They were the client's word, so the new version is
 * approved; where nothing had been approved yet it is the first that is billed, and no adjustment of one.
 */
export async function settle(
  weeks: Weeks,
  dispute: { raisedBy: string; reason: string; proposedEntries: readonly StatedTime[] },
  context: Context,
): Promise<Fact[]> {
  const { sheet } = weeks;
  const wasApproved = sheet.dispute!.from !== 'submitted';
  const state = step(timesheetLife, 'resolveDispute', sheet.state, 'approved');
  const settled = await nextVersion(
    weeks,
    dispute.proposedEntries,
    { state, dispute: null, ...(!wasApproved && { approvedAt: context.now, approvedBy: dispute.raisedBy }) },
    context,
  );
  const { revision } = settled;
  const fact = wasApproved
    ? timesheetAdjusted(settled, { revision, replaces: sheet.revision }, dispute.reason)
    : timesheetApproved(settled, { revision }, dispute.reason);
  return [fact, ...(await followOn({ ...weeks, sheet: settled }, context))];
}

const textOf = (intervals: readonly StatedInterval[]) =>
  JSON.stringify(
    intervals.map(({ start, end, meals }) => [start, end, meals.map((meal) => [meal.start, meal.end])]),
  );

/**
 * Rates the following week anew where hours that reach into it have changed: a submitted one in place, an approved
 * one as its next version. Refused with `following_week_disputed` while its own hours are in question.
 */
export async function followOn({ sheet, following }: Weeks, context: Context): Promise<Fact[]> {
  if (!following || following.state === 'open') return [];
  const weeks: Weeks = { sheet: following, previous: sheet, following: undefined };
  const carried = await carriedInto(weeks, context);
  const rating = await ratingOf(following.id, following.revision, context);
  if (textOf(carried) === textOf(rating?.account.carriedIn ?? [])) return [];
  if (following.state === 'disputed') throw followingWeekDisputed();
  if (following.state === 'submitted') return (await rateInPlace(weeks, context)).events;
  const entries = await entriesOf(following, context);
  return adjust(weeks, entries, `Hours of the week of ${sheet.weekStartsOn} that reach into it`, context);
}

/**
 * Charges a week that was handed in by the terms now in force: a submitted one in place, an approved or invoiced one as
 * its next version, and nothing where they charge the same. One in dispute waits for the end of it.
 */
export async function reprice(weeks: Weeks, context: Context): Promise<Fact[]> {
  const { sheet } = weeks;
  if (sheet.state === 'open' || sheet.state === 'disputed') return [];
  const entries = await entriesOf(sheet, context);
  if (!(await isChargedOtherwise(weeks, entries, context))) return [];
  if (sheet.state === 'submitted') return (await rateInPlace(weeks, context)).events;
  return adjust(weeks, entries, 'Other terms of the assignment are in force on days of it', context);
}
