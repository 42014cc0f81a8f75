import { spanOf } from '../../kernel/day-range.ts';
import type { Fact } from '../../kernel/event.ts';
import { parseRate, type Amount } from '../../kernel/money.ts';
import type { Context } from '../../kernel/operation.ts';
import { revisionsOf } from '../assignments/index.ts';
import { lineKeyOf } from './charge-lines.ts';
import { timesheetRated } from './events.ts';
import { noRateInForce, timeOverlaps, type RatingAccount, type StatedTime } from './model.ts';
import { dayLines, rateWeek } from './pay-rules/rate.ts';
import { weekFaults } from './pay-rules/faults.ts';
import type { BillRevision, StatedInterval, WeekInput } from './pay-rules/week-input.ts';
import { toInterval } from './stated-time.ts';
import { belonging, entriesOf, ratingOf, removeOf, type TimesheetRow, type Weeks } from './store.ts';
import { payPolicies, timesheetLines, timesheetRatings, timesheets } from './tables.ts';

/** A week, and the one before it that may reach into it. */
type Rateable = Pick<Weeks, 'sheet' | 'previous'>;

/** What a rating settles of a timesheet. */
export interface Rated {
  minutes: number;
  gross: Amount;
}

/**
 * The intervals of the week before that reach into a week. They count from the moment that week is submitted:
 * hours that are still being written are nobody's yet.
 */
export async function carriedInto(
  { sheet, previous }: Rateable,
  context: Context,
): Promise<StatedInterval[]> {
  if (!previous || previous.state === 'open') return [];
  const start = Temporal.Instant.from(sheet.weekStartsAt);
  return (await entriesOf(previous, context))
    .filter(({ endsAt }) => Temporal.Instant.compare(Temporal.Instant.from(endsAt), start) > 0)
    .map(toInterval);
}

async function ratesOf(assignmentId: string, context: Context): Promise<RatingAccount['rates']> {
  const revisions = await revisionsOf(assignmentId, context);
  return revisions.map(({ id, number, effective, billRate }) => ({
    revisionId: id,
    number,
    effective,
    billRate,
  }));
}

const toBillRevision = ({ effective, billRate }: RatingAccount['rates'][number]): BillRevision => ({
  ...spanOf(effective),
  billRate: parseRate(billRate),
});

function assertRatable(input: WeekInput): void {
  const [fault] = weekFaults(input);
  if (!fault) return;
  if ('workDate' in fault)
    throw noRateInForce({ detail: `The assignment has no rate in force on ${fault.workDate}.` });
  throw timeOverlaps();
}

/**
 * Splits and prices intervals by the terms now in force; 29 CFR 778.104: every hour of the workweek on the assignment
 * counts, also of a shift that began in the week before.
 */
async function price(
  { sheet, previous }: Rateable,
  entries: readonly StatedTime[],
  context: Context,
): Promise<Rated & { account: RatingAccount }> {
  const policy = (await context.tx.find(payPolicies, sheet.payPolicyId))!;
  const carriedIn = await carriedInto({ sheet, previous }, context);
  const rates = await ratesOf(sheet.assignmentId, context);
  const input: WeekInput = {
    zone: sheet.timeZone,
    weekStartsOn: sheet.weekStartsOn,
    policy: policy.rules,
    intervals: [...carriedIn, ...entries.map(toInterval)],
    revisions: rates.map(toBillRevision),
  };
  assertRatable(input);
  const { workedMinutes: minutes, gross, counted, chargeLines: charges, workweek } = rateWeek(input);
  const { start, end } = workweek;
  const { id, version, name } = policy;
  const account = {
    policy: { id, version, name },
    workweek: { start, end },
    rates,
    carriedIn,
    counted,
    charges,
  };
  return { minutes, gross, account };
}

/**
 * Prices the intervals of a version and keeps lines and account of it. Only as the tenant's own hand: vendors and
 * workers see neither policy nor rates.
 */
export async function rateVersion(
  weeks: Rateable,
  { revision, entries }: { revision: number; entries: readonly StatedTime[] },
  context: Context,
): Promise<Rated> {
  const { sheet } = weeks;
  const { minutes, gross, account } = await price(weeks, entries, context);
  await removeOf(timesheetLines, sheet, revision, context);
  const lines = dayLines(account.charges).map(({ rate, ...line }) => ({
    ...belonging(sheet),
    ...line,
    revision,
    billRate: rate,
  }));
  await context.tx.insert(timesheetLines, lines);
  const kept = await ratingOf(sheet.id, revision, context);
  if (kept) await context.tx.change(timesheetRatings, kept, { minutes, gross, account });
  else
    await context.tx.insert(timesheetRatings, [{ ...belonging(sheet), revision, minutes, gross, account }]);
  return { minutes, gross };
}

const textOf = ({ charges }: RatingAccount) =>
  JSON.stringify(charges.map((charge) => [lineKeyOf(charge), charge.minutes, charge.amount]));

/** Whether the terms now in force charge these intervals otherwise than the current version was charged. */
export async function isChargedOtherwise(
  weeks: Rateable,
  entries: readonly StatedTime[],
  context: Context,
): Promise<boolean> {
  const { id, revision } = weeks.sheet;
  const kept = await ratingOf(id, revision, context);
  return textOf((await price(weeks, entries, context)).account) !== (kept && textOf(kept.account));
}

/** Rates the current version of a submitted timesheet where it stands. */
export async function rateInPlace(
  weeks: Rateable,
  context: Context,
): Promise<{ sheet: TimesheetRow; events: Fact[] }> {
  const { sheet } = weeks;
  const entries = await entriesOf(sheet, context);
  const rated = await rateVersion(weeks, { revision: sheet.revision, entries }, context);
  const changed = await context.tx.change(timesheets, sheet, rated);
  const event = timesheetRated(changed, { revision: changed.revision, minutes: changed.minutes });
  return { sheet: changed, events: [event] };
}
