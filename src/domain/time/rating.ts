import type { Fact } from '../../kernel/event.ts';
import type { Amount } from '../../kernel/money.ts';
import type { Context } from '../../kernel/operation.ts';
import { timesheetRated } from './events.ts';
import { reconcileExceptions } from './exceptions/reconcile.ts';
import type { StatedTime } from './model.ts';
import { dayLines } from './pay-rules/rate.ts';
import type { StatedInterval } from './pay-rules/week-input.ts';
import { toExceptions } from './rating/findings.ts';
import { materialOf } from './rating/material.ts';
import { differs, rateMaterial, type Rating } from './rating/rate.ts';
import { toInterval } from './stated-time.ts';
import { ratingOf } from './rating/store.ts';
import { belonging, entriesOf, removeOf, type TimesheetRow, type Weeks } from './store.ts';
import { timesheetLines, timesheetPayLines, timesheetRatings, timesheets } from './tables.ts';

/** What a rating settles of a timesheet; `payTotal` is null where a pay rate is missing. */
export interface Rated {
  minutes: number;
  gross: Amount;
  payTotal: Amount | null;
}

/** A version of a week's hours, and the policy that rates it where it is not the sheet's own. */
export interface Version {
  revision: number;
  entries: readonly StatedTime[];
  payPolicyId?: string | undefined;
}

/**
 * The intervals of the week before that reach into a week. They count from the moment that week is submitted:
 * hours that are still being written are nobody's yet.
 */
export async function carriedInto(
  { sheet, previous }: Pick<Weeks, 'sheet' | 'previous'>,
  context: Context,
): Promise<StatedInterval[]> {
  if (!previous || previous.state === 'open') return [];
  const start = Temporal.Instant.from(sheet.weekStartsAt);
  return (await entriesOf(previous, context))
    .filter(({ endsAt }) => Temporal.Instant.compare(Temporal.Instant.from(endsAt), start) > 0)
    .map(toInterval);
}

/** What a version comes to by the terms now in force; nothing is kept of it. */
export async function ratingNow(sheet: TimesheetRow, version: Version, context: Context): Promise<Rating> {
  const [material] = await materialOf([{ sheet, ...version }], context);
  return rateMaterial(material!);
}

/** Keeps the lines, the pay lines and the account of a version, in the place of those that it had. */
export async function keepRating(
  sheet: TimesheetRow,
  revision: number,
  { minutes, gross, payTotal, account }: Rating,
  context: Context,
): Promise<Rated> {
  const kept = await ratingOf(sheet.id, revision, context);
  if (kept) {
    await removeOf(timesheetLines, sheet, revision, context);
    await removeOf(timesheetPayLines, sheet, revision, context);
  }
  const belongs = { ...belonging(sheet), revision };
  const lines = dayLines(account.charges).map(({ rate, ...line }) => ({
    ...belongs,
    ...line,
    billRate: rate,
  }));
  await context.tx.insert(timesheetLines, lines);
  const paid = (account.pay?.lines ?? []).flatMap(({ days, steps: _, ...line }, place) =>
    days.map((day) => ({ ...belongs, ...line, lineNumber: place + 1, ...day })),
  );
  await context.tx.insert(timesheetPayLines, paid);
  const rated = { minutes, gross, payTotal };
  if (kept) await context.tx.change(timesheetRatings, kept, { ...rated, account });
  else await context.tx.insert(timesheetRatings, [{ ...belongs, ...rated, account }]);
  return rated;
}

/**
 * Prices the intervals of a version and keeps lines and account of it. Only as the tenant's own hand: vendors and
 * workers see neither policy nor rates.
 */
export const rateVersion = async (
  { sheet }: Pick<Weeks, 'sheet'>,
  version: Version,
  context: Context,
): Promise<Rated> => keepRating(sheet, version.revision, await ratingNow(sheet, version, context), context);

/** Whether a rating charges or pays the current version otherwise than it was rated. */
export async function isRatedOtherwise(
  { id, revision }: TimesheetRow,
  rating: Rating,
  context: Context,
): Promise<boolean> {
  const kept = await ratingOf(id, revision, context);
  return !kept || differs(rating.account, kept.account);
}

/** Keeps a rating of the current version of a submitted timesheet, whose hours stand as they are. */
export async function keepInPlace(
  sheet: TimesheetRow,
  rating: Rating,
  context: Context,
): Promise<{ sheet: TimesheetRow; events: Fact[] }> {
  const rated = await keepRating(sheet, sheet.revision, rating, context);
  const changed = await context.tx.change(timesheets, sheet, {
    ...rated,
    payPolicyId: rating.account.policy.id,
  });
  const event = timesheetRated(changed, { revision: changed.revision, minutes: changed.minutes });
  const found = toExceptions(rating.account.findings ?? []);
  return {
    sheet: changed,
    events: [event, ...(await reconcileExceptions(sheet.id, found, 'rating', context))],
  };
}

/** Rates the current version of a submitted timesheet where it stands. */
export async function rateInPlace(
  { sheet }: Pick<Weeks, 'sheet'>,
  context: Context,
  payPolicyId?: string,
): Promise<{ sheet: TimesheetRow; events: Fact[] }> {
  const entries = await entriesOf(sheet, context);
  const rating = await ratingNow(sheet, { revision: sheet.revision, entries, payPolicyId }, context);
  return keepInPlace(sheet, rating, context);
}
