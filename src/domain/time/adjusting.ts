import type { Fact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Changes } from '../../kernel/transaction.ts';
import { timesheetAdjusted, timesheetApproved } from './events.ts';
import { timesheetLife } from './lifecycle.ts';
import { followingWeekDisputed, type StatedTime } from './model.ts';
import { otherPayRecorded, type StatedOtherPay } from './paying/model.ts';
import { insertOtherPay, otherPayOfMany, statedOtherPay } from './paying/store.ts';
import {
  keepInPlace,
  keepRatings,
  ratedBy,
  ratedOtherwise,
  ratingNow,
  ratingsNow,
  type RatedWeek,
} from './rating.ts';
import { lockedDependents, type HeldDependent } from './rating/dependents.ts';
import type { Rating } from './rating/rate.ts';
import { lockedAmong } from './locks/assert.ts';
import { type Weeks } from './holding/store.ts';
import {
  entriesOf,
  entriesOfMany,
  insertEntries,
  retireEntries,
  type SourcedTime,
  type TimesheetRow,
} from './store.ts';
import { timesheets } from './tables.ts';

type Held = Pick<Weeks, 'sheet'>;

/** What becomes the next version of a week. */
interface Next {
  sheet: TimesheetRow;
  entries: readonly SourcedTime[];
  payPolicyId?: string | undefined;
  /** What the version is paid beside its hours; absent: what the one before was. */
  otherPay?: readonly StatedOtherPay[];
  /** What it comes to, where that is known. */
  rating?: Rating;
}

async function ratedNext(weeks: readonly Next[], context: Context): Promise<Rating[]> {
  const unrated = weeks.filter(({ rating }) => !rating);
  const found = await ratingsNow(
    unrated.map(({ sheet, entries, payPolicyId }) => ({
      sheet,
      entries,
      payPolicyId,
      revision: sheet.revision + 1,
    })),
    context,
  );
  return weeks.map((week) => week.rating ?? found[unrated.indexOf(week)]!);
}

/** Makes the next versions of timesheets, rated, and leaves the ones before as they were; all change alike, in the order given. */
async function nextVersions(
  weeks: readonly Next[],
  changes: Changes<typeof timesheets>,
  context: Context,
): Promise<TimesheetRow[]> {
  if (weeks.length === 0) return [];
  const sheets = weeks.map(({ sheet }) => sheet);
  await retireEntries(sheets, context);
  const next = weeks.map((week) => ({ ...week, revision: week.sheet.revision + 1 }));
  await insertEntries(next, context);
  const paidBefore = await otherPayOfMany(sheets, context);
  await insertOtherPay(
    next.map(({ sheet, revision, otherPay }) => ({
      sheet,
      revision,
      items: otherPay ?? (paidBefore.get(sheet.id) ?? []).map(statedOtherPay),
    })),
    context,
  );
  const ratings = await ratedNext(weeks, context);
  await keepRatings(
    next.map(({ sheet, revision }, at) => ({ sheet, revision, rating: ratings[at]! })),
    context,
  );
  return context.tx.changeAll(
    timesheets,
    next.map(({ sheet, revision, payPolicyId = sheet.payPolicyId }, at) => ({
      row: sheet,
      changes: { ...ratedBy(ratings[at]!), ...changes, revision, payPolicyId },
    })),
  );
}

/** Replaces versions that were approved by their next ones, approved too; none of them is in another state. */
async function adjustAlone(
  weeks: readonly (Next & { reason: string | undefined })[],
  context: Context,
): Promise<{ sheets: TimesheetRow[]; events: Fact[] }> {
  for (const { sheet } of weeks) step(timesheetLife, 'adjust', sheet.state);
  const state = step(timesheetLife, 'adjust', 'approved');
  const sheets = await nextVersions(weeks, { state }, context);
  const events = sheets.map((row, at) => {
    const { sheet, reason } = weeks[at]!;
    return timesheetAdjusted(row, { revision: row.revision, replaces: sheet.revision }, reason);
  });
  return { sheets, events };
}

/** Replaces approved hours by others: version n + 1, approved, whose difference is billed or credited. */
export async function adjust(
  { sheet }: Held,
  entries: readonly StatedTime[],
  reason: string | undefined,
  context: Context,
): Promise<Fact[]> {
  const adjusted = await adjustAlone([{ sheet, entries, reason }], context);
  return [...adjusted.events, ...(await followOn(adjusted.sheets, context))];
}

/** Replaces what approved hours are paid beside them, as the next version of the week. */
export async function repay(
  { sheet }: Held,
  otherPay: readonly StatedOtherPay[],
  context: Context,
): Promise<Fact[]> {
  const entries = await entriesOf(sheet, context);
  // The client is told of the version and no reason: pay is between the worker and who employs it.
  const adjusted = await adjustAlone([{ sheet, entries, otherPay, reason: undefined }], context);
  const recorded = adjusted.sheets.map((row) => otherPayRecorded(row, { revision: row.revision }));
  return [...adjusted.events, ...recorded, ...(await followOn(adjusted.sheets, context))];
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
  const [settled] = await nextVersions(
    [{ sheet, entries: dispute.proposedEntries }],
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
  const { revision } = settled!;
  const fact = wasApproved
    ? timesheetAdjusted(settled!, { revision, replaces: sheet.revision }, dispute.reason)
    : timesheetApproved(settled!, { revision }, dispute.reason);
  return [fact, ...(await followOn([settled!], context))];
}

/** A rating to be put in force of a week, and why. */
export interface Forced extends RatedWeek {
  /** The hours of its current version. */
  entries: readonly SourcedTime[];
  reason: string;
}

/** Puts ratings in force of weeks that were handed in: submitted ones where they stand, approved ones as their next versions; the sheets in no order. */
export async function putInForce(
  weeks: readonly Forced[],
  context: Context,
): Promise<{ sheets: TimesheetRow[]; events: Fact[] }> {
  const submitted = weeks.filter(({ sheet }) => sheet.state === 'submitted');
  const approved = weeks.filter(({ sheet }) => sheet.state !== 'submitted');
  const kept = await keepInPlace(submitted, context);
  const adjusted = await adjustAlone(
    approved.map((week) => ({ ...week, payPolicyId: week.rating.account.policy.id })),
    context,
  );
  return { sheets: [...kept.sheets, ...adjusted.sheets], events: [...kept.events, ...adjusted.events] };
}

/** Why a week is rated anew, by what changed. */
function reasonOf({ week, of }: HeldDependent): { isFollowing: boolean; reason: string } {
  const before = of.find(
    (sheet) => sheet.assignmentId === week.assignmentId && sheet.weekStartsOn < week.weekStartsOn,
  );
  return before
    ? { isFollowing: true, reason: `Hours of the week of ${before.weekStartsOn} that reach into it` }
    : { isFollowing: false, reason: `Hours of the week of ${of[0]!.weekStartsOn} that count with it` };
}

/**
 * Rates anew the weeks that changed weeks' hours count in, where that changes them: the following one that a shift reaches
 * into, those of the worker's other assignments, the other one of a pay period of 14 days. Their own hours are as they
 * were, so nothing follows from them. Refused with `following_week_disputed` while the following week's hours are in
 * question; another disputed one is rated when that ends. Weeks of a locked period stand.
 */
export async function followOn(changed: readonly TimesheetRow[], context: Context): Promise<Fact[]> {
  const dependents = await lockedDependents(changed, context);
  if (dependents.length === 0) return [];
  const weeks = dependents.map(({ week }) => week);
  const entries = await entriesOfMany(weeks, context);
  const hoursOf = ({ id }: TimesheetRow) => entries.get(id) ?? [];
  const ratings = await ratingsNow(
    weeks.map((sheet) => ({ sheet, revision: sheet.revision, entries: hoursOf(sheet) })),
    context,
  );
  const rated = weeks.map((sheet, at) => ({ sheet, rating: ratings[at]!, dependent: dependents[at]! }));
  const isLocked = await lockedAmong(weeks, context);
  const due = (await ratedOtherwise(rated, context)).flatMap(({ sheet, rating, dependent }) => {
    const { isFollowing, reason } = reasonOf(dependent);
    if (sheet.state === 'disputed' && isFollowing) throw followingWeekDisputed();
    return sheet.state === 'disputed' || isLocked(sheet)
      ? []
      : [{ sheet, rating, reason, entries: hoursOf(sheet) }];
  });
  return (await putInForce(due, context)).events;
}

/**
 * Rates a week that was handed in by the terms now in force: a submitted one in place, an approved or invoiced one as
 * its next version, and nothing where they come to the same. One in dispute waits for the end of it; one of a locked period stands.
 */
export async function reprice({ sheet }: Held, context: Context): Promise<Fact[]> {
  if (sheet.state === 'open' || sheet.state === 'disputed') return [];
  if ((await lockedAmong([sheet], context))(sheet)) return [];
  const entries = await entriesOf(sheet, context);
  const rating = await ratingNow(sheet, { revision: sheet.revision, entries }, context);
  const reason = 'Other terms of the assignment are in force on days of it';
  const due = await ratedOtherwise([{ sheet, rating, entries, reason }], context);
  if (due.length === 0) return [];
  const priced = await putInForce(due, context);
  return [...priced.events, ...(await followOn(priced.sheets, context))];
}
