import type { Fact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Changes } from '../../kernel/transaction.ts';
import { timesheetAdjusted, timesheetApproved } from './events.ts';
import { timesheetLife } from './lifecycle.ts';
import { followingWeekDisputed, type StatedTime } from './model.ts';
import type { StatedOtherPay } from './paying/model.ts';
import { insertOtherPay, otherPayOf } from './paying/store.ts';
import { isRatedOtherwise, keepInPlace, rateVersion, ratingNow, type Version } from './rating.ts';
import { lockedDependents } from './rating/dependents.ts';
import type { Rating } from './rating/rate.ts';
import { lockedThrough } from './locks/store.ts';
import { lastDayOfWeek } from './locks/assert.ts';
import { entriesOf, insertEntries, retireEntries, type TimesheetRow, type Weeks } from './store.ts';
import { timesheets } from './tables.ts';

type Held = Pick<Weeks, 'sheet'>;

interface Next extends Omit<Version, 'revision'> {
  /** What the version is paid beside its hours; absent: what the one before was. */
  otherPay?: readonly StatedOtherPay[];
}

async function statedOtherPay(sheet: TimesheetRow, context: Context): Promise<StatedOtherPay[]> {
  const held = await otherPayOf(sheet, context);
  return held.map(({ code, amount, earnedOn, treatment, note }) => ({
    code,
    amount,
    day: earnedOn,
    treatment,
    note,
  }));
}

/** Makes the next version of a timesheet from other hours, rated, and leaves the one before as it was. */
async function nextVersion(
  { sheet }: Held,
  { entries, payPolicyId, otherPay }: Next,
  changes: Changes<typeof timesheets>,
  context: Context,
): Promise<TimesheetRow> {
  const revision = sheet.revision + 1;
  await retireEntries(sheet, context);
  await insertEntries(sheet, revision, entries, context);
  await insertOtherPay(sheet, revision, otherPay ?? (await statedOtherPay(sheet, context)), context);
  const rated = await rateVersion({ sheet }, { revision, entries, payPolicyId }, context);
  return context.tx.change(timesheets, sheet, {
    ...rated,
    ...changes,
    revision,
    ...(payPolicyId && { payPolicyId }),
  });
}

async function adjustAlone(
  { sheet }: Held,
  next: Next,
  reason: string | undefined,
  context: Context,
): Promise<{ sheet: TimesheetRow; events: Fact[] }> {
  const state = step(timesheetLife, 'adjust', sheet.state);
  const adjusted = await nextVersion({ sheet }, next, { state }, context);
  const data = { revision: adjusted.revision, replaces: sheet.revision };
  return { sheet: adjusted, events: [timesheetAdjusted(adjusted, data, reason)] };
}

/** Replaces approved hours by others: version n + 1, approved, whose difference is billed or credited. */
export async function adjust(
  { sheet }: Held,
  entries: readonly StatedTime[],
  reason: string | undefined,
  context: Context,
): Promise<Fact[]> {
  const adjusted = await adjustAlone({ sheet }, { entries }, reason, context);
  return [...adjusted.events, ...(await followOn(adjusted, context))];
}

/** Replaces what approved hours are paid beside them, as the next version of the week. */
export async function repay(
  { sheet }: Held,
  otherPay: readonly StatedOtherPay[],
  context: Context,
): Promise<Fact[]> {
  const entries = await entriesOf(sheet, context);
  const adjusted = await adjustAlone({ sheet }, { entries, otherPay }, 'Other pay of the week', context);
  return [...adjusted.events, ...(await followOn(adjusted, context))];
}

/**
 * Settles a dispute by the hours that the client proposed. They were the client's word, so the new version is
 * approved; where nothing had been approved yet it is the first that is billed, and no adjustment of one.
 */
export async function settle(
  { sheet }: Held,
  dispute: { raisedBy: string; reason: string; proposedEntries: readonly StatedTime[] },
  context: Context,
): Promise<Fact[]> {
  const wasApproved = sheet.dispute!.from !== 'submitted';
  const state = step(timesheetLife, 'resolveDispute', sheet.state, 'approved');
  const settled = await nextVersion(
    { sheet },
    { entries: dispute.proposedEntries },
    {
      state,
      dispute: null,
      ...(!wasApproved && {
        approvedAt: context.now,
        approvedBy: dispute.raisedBy,
        approvedThrough: 'person' as const,
      }),
    },
    context,
  );
  const { revision } = settled;
  const fact = wasApproved
    ? timesheetAdjusted(settled, { revision, replaces: sheet.revision }, dispute.reason)
    : timesheetApproved(settled, { revision }, dispute.reason);
  return [fact, ...(await followOn({ sheet: settled }, context))];
}

/** Whether the hours of a week stand as they are, whatever comes to light beside them. */
async function isLocked(sheet: TimesheetRow, context: Context): Promise<boolean> {
  const through = await lockedThrough(sheet.programId, sheet.facilityId, context);
  return through !== undefined && lastDayOfWeek(sheet.weekStartsOn) <= through;
}

/** Puts a rating in force of a week that was handed in: a submitted one where it stands, an approved one as its next version. */
export async function putInForce(
  sheet: TimesheetRow,
  rating: Rating,
  reason: string,
  context: Context,
): Promise<{ sheet: TimesheetRow; events: Fact[] }> {
  if (sheet.state === 'submitted') return keepInPlace(sheet, rating, context);
  const entries = await entriesOf(sheet, context);
  return adjustAlone({ sheet }, { entries, payPolicyId: rating.account.policy.id }, reason, context);
}

/**
 * Rates anew the weeks that a week's hours count in, where that changes them: the following one that a shift reaches
 * into, those of the worker's other assignments, the other one of a pay period of 14 days. Their own hours are as they
 * were, so nothing follows from them. Refused with `following_week_disputed` while the following week's hours are in
 * question; another disputed one is rated when that ends. Weeks of a locked period stand.
 */
export async function followOn({ sheet }: Held, context: Context): Promise<Fact[]> {
  const events: Fact[] = [];
  for (const week of await lockedDependents(sheet, context)) {
    const entries = await entriesOf(week, context);
    const rating = await ratingNow(week, { revision: week.revision, entries }, context);
    if (!(await isRatedOtherwise(week, rating, context))) continue;
    const isFollowing = week.assignmentId === sheet.assignmentId && week.weekStartsOn > sheet.weekStartsOn;
    if (week.state === 'disputed' && isFollowing) throw followingWeekDisputed();
    if (week.state === 'disputed' || (await isLocked(week, context))) continue;
    const reason = isFollowing
      ? `Hours of the week of ${sheet.weekStartsOn} that reach into it`
      : `Hours of the week of ${sheet.weekStartsOn} that count with it`;
    events.push(...(await putInForce(week, rating, reason, context)).events);
  }
  return events;
}

/**
 * Rates a week that was handed in by the terms now in force: a submitted one in place, an approved or invoiced one as
 * its next version, and nothing where they come to the same. One in dispute waits for the end of it.
 */
export async function reprice({ sheet }: Held, context: Context): Promise<Fact[]> {
  if (sheet.state === 'open' || sheet.state === 'disputed') return [];
  const entries = await entriesOf(sheet, context);
  const rating = await ratingNow(sheet, { revision: sheet.revision, entries }, context);
  if (!(await isRatedOtherwise(sheet, rating, context))) return [];
  const reason = 'Other terms of the assignment are in force on days of it';
  const priced = await putInForce(sheet, rating, reason, context);
  return [...priced.events, ...(await followOn(priced, context))];
}
