import { rangeOf, spanOf, type DaySpan } from '../../../kernel/day-range.ts';
import { parseAmount, parseRate, type Rate } from '../../../kernel/money.ts';
import { dayText, epochDay } from '../../../kernel/zone.ts';
import { priceAgreed, type AgreedDays, type AgreedRate } from '../../rates/index.ts';
import type { AgreedOver, StatedTime } from '../model.ts';
import type { BillRevision, OtherPay, StatedInterval, WeekInput } from '../pay-rules/week-input.ts';
import { toInterval } from '../stated-time.ts';
import type { TimesheetRow } from '../store.ts';
import { onShifts } from './shift-prices.ts';
import type { BesideTime, PolicyVersion, RatingFacts } from './store.ts';

/** All that a week is rated from, as it was read. */
export interface Material {
  sheet: TimesheetRow;
  entries: readonly StatedTime[];
  policy: PolicyVersion;
  span: { from: string; until: string };
  facts: RatingFacts;
  holidays: readonly string[];
  agreed: readonly AgreedDays[];
  /** Whether a named card prices the hours, instead of what was agreed for the assignment or its shifts. */
  byCard: boolean;
}

/** The engine's input, with the parts of it that an account names. */
export interface Assembled {
  input: WeekInput;
  /** Time of the same assignment on the sheets beside, and time on other assignments. */
  carriedIn: StatedInterval[];
  elsewhere: StatedInterval[];
  besideIds: string[];
  agreedRates: AgreedOver[];
  otherPay: OtherPay[];
}

const rateKey = {
  overtime: 'overtimeBillRate',
  double_time: 'doubleTimeBillRate',
  holiday: 'holidayBillRate',
  on_call: 'onCallBillRate',
  callback: 'callbackBillRate',
  orientation: 'orientationBillRate',
} as const satisfies Record<AgreedRate['hourType'], keyof BillRevision>;

const utc = (instant: string) => Temporal.Instant.from(instant).toString();

/** JSON of the database has instants in its own words. */
const statedBeside = ({ startsAt, endsAt, calledAt, meals, ...time }: BesideTime): StatedTime => ({
  ...time,
  startsAt: utc(startsAt),
  endsAt: utc(endsAt),
  meals,
  calledAt: calledAt ? utc(calledAt) : null,
});

const shared = (one: DaySpan, other: DaySpan): DaySpan | undefined => {
  const from = one.from > other.from ? one.from : other.from;
  const ends = [one.until, other.until].filter((day) => day !== null).toSorted();
  const until = ends[0] ?? null;
  return until === null || from < until ? { from, until } : undefined;
};

/** A revision cut where what cards agree of other hours changes; the days outside the week have no such rates. */
function* cutByAgreed(
  days: DaySpan,
  rates: { billRate: Rate; payRate: Rate | null },
  agreed: readonly AgreedDays[],
): Generator<BillRevision> {
  const first = agreed[0]?.days.from;
  const last = agreed.at(-1)?.days.until;
  if (first === undefined || last === undefined) {
    yield { ...days, ...rates };
    return;
  }
  const outside: DaySpan[] = [
    { from: '0001-01-01', until: first },
    { from: last, until: null },
  ];
  for (const part of outside.flatMap((span) => shared(days, span) ?? [])) yield { ...part, ...rates };
  for (const { days: span, regular, rates: named } of agreed) {
    const part = shared(days, span);
    if (!part) continue;
    const billRate = regular ?? rates.billRate;
    const byName = named.map((rate) => [rateKey[rate.hourType], priceAgreed(rate, billRate)]);
    yield { ...part, ...rates, billRate, ...(Object.fromEntries(byName) as Partial<BillRevision>) };
  }
}

/** The days of the last terms with the day after them: the night of the last day ends on it, and is of the assignment. */
const throughLastNight = ({ from, until }: DaySpan): DaySpan => ({
  from,
  until: until && dayText(epochDay(until) + 1),
});

const toRevisions = ({ revisions }: RatingFacts, agreed: readonly AgreedDays[]): BillRevision[] =>
  revisions.flatMap(({ effective, billRate, payRate }, place) => [
    ...cutByAgreed(
      place < revisions.length - 1 ? spanOf(effective) : throughLastNight(spanOf(effective)),
      { billRate: parseRate(billRate), payRate: payRate === null ? null : parseRate(payRate) },
      agreed,
    ),
  ]);

const toAgreedOver = ({ days, rates }: AgreedDays): AgreedOver[] =>
  rates.map((rate) => ({ days: rangeOf(days), ...rate }));

/** Puts together what the engine rates a week from: its own hours, those that count with them, terms and prices. */
export function assemble({ sheet, entries, policy, facts, holidays, agreed, byCard }: Material): Assembled {
  const own = facts.beside.filter(({ assignmentId }) => assignmentId === sheet.assignmentId);
  const others = facts.beside.filter(({ assignmentId }) => assignmentId !== sheet.assignmentId);
  const carriedIn = own.map((time) => toInterval(statedBeside(time)));
  const elsewhere = others.map((time): StatedInterval => ({
    ...toInterval(statedBeside(time)),
    isElsewhere: true,
    // Waiting on call is paid by the policy's rate, not the assignment's.
    ...(time.payRate !== null && time.kind !== 'on_call' && { payRate: parseRate(time.payRate) }),
  }));
  const here = [...carriedIn, ...entries.map(toInterval)].flatMap((interval) =>
    onShifts(interval, facts.shifts, facts.isPerDiem).map((part) =>
      byCard ? { ...part, billRate: null } : part,
    ),
  );
  const otherPay = facts.otherPay.map(({ isElsewhere, amount, ...item }) => ({
    ...item,
    amount: parseAmount(amount),
    ...(isElsewhere && { isElsewhere }),
  }));
  const input: WeekInput = {
    zone: sheet.timeZone,
    weekStartsOn: sheet.weekStartsOn,
    policy: policy.rules,
    intervals: [...here, ...elsewhere],
    revisions: toRevisions(facts, agreed),
    holidays,
    otherPay,
  };
  return {
    input,
    carriedIn,
    elsewhere,
    besideIds: [...new Set(facts.beside.map(({ timesheetId }) => timesheetId))],
    agreedRates: agreed.flatMap(toAgreedOver),
    otherPay,
  };
}
