import { allocate, chargeFor, multiplyRate, parseRate } from '../../../kernel/money.ts';
import type { DifferentialSpan } from './differentials.ts';
import type { HourSpan } from './overtime.ts';
import type { ChargeLine } from './rated-week.ts';
import { rules } from './rules.ts';
import type { Rule } from './rules.ts';
import type { BillRevision } from './week-input.ts';

type PricedSpan = Pick<ChargeLine, 'hourType' | 'differentialCode' | 'rate' | 'inputs'> &
  Rule & { readonly workDate: string; readonly minutes: number };

/** The revisions in force on a day; exactly one where rates are complete. */
export const revisionsOn = (day: string, revisions: readonly BillRevision[]): BillRevision[] =>
  revisions.filter(({ from, until }) => from <= day && (until === null || day < until));

function priceHours(span: HourSpan, revisions: readonly BillRevision[], multiplier: string): PricedSpan {
  const [revision] = revisionsOn(span.workDate, revisions);
  if (!revision) throw new RangeError(`no rate is in force on ${span.workDate}`);
  const { billRate, overtimeBillRate } = revision;
  const multiplied = span.hourType === 'overtime' && !overtimeBillRate;
  return {
    ...span.rule,
    hourType: span.hourType,
    differentialCode: null,
    rate: span.hourType === 'regular' ? billRate : (overtimeBillRate ?? multiplyRate(billRate, multiplier)),
    minutes: span.end - span.start,
    workDate: span.workDate,
    inputs: {
      limitMinutes: span.limitMinutes,
      baseRate: billRate,
      multiplier: multiplied ? multiplier : null,
      window: null,
    },
  };
}

const priceDifferential = ({ differential, start, end, workDate }: DifferentialSpan): PricedSpan => ({
  ...rules.clockWindow,
  hourType: 'differential',
  differentialCode: differential.code,
  rate: parseRate(differential.rate!),
  minutes: end - start,
  workDate,
  inputs: { limitMinutes: null, baseRate: null, multiplier: null, window: differential.window ?? null },
});

function toChargeLine(spans: readonly [PricedSpan, ...PricedSpan[]]): ChargeLine {
  const { workDate: _, ...first } = spans[0];
  const byDay = new Map<string, number>();
  for (const { workDate, minutes } of spans) byDay.set(workDate, (byDay.get(workDate) ?? 0) + minutes);
  const days = [...byDay].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const minutes = days.reduce((total, [, ofDay]) => total + ofDay, 0);
  const amount = chargeFor(minutes, first.rate);
  const shares = allocate(
    amount,
    days.map(([, ofDay]) => ofDay),
  );
  return {
    ...first,
    minutes,
    amount,
    days: days.map(([workDate, ofDay], position) => ({
      workDate,
      minutes: ofDay,
      amount: shares[position]!,
    })),
  };
}

/**
 * The charge lines of a split on the bill side: regular, then overtime, then differentials in the policy's
 * order. Each minute is priced by the revision in force on its day; differentials are not multiplied.
 */
export function priceBill(
  hours: readonly HourSpan[],
  differentials: readonly DifferentialSpan[],
  revisions: readonly BillRevision[],
  multiplier: string,
): ChargeLine[] {
  const priced = hours.map((span) => priceHours(span, revisions, multiplier));
  const ordered = [
    ...priced.filter(({ hourType }) => hourType === 'regular'),
    ...priced.filter(({ hourType }) => hourType === 'overtime'),
    ...differentials.map(priceDifferential),
  ];
  const lines = Map.groupBy(
    ordered,
    (span) => `${span.hourType}/${span.differentialCode ?? ''}/${span.rate}`,
  );
  return [...lines.values()].map(([first, ...rest]) => toChargeLine([first!, ...rest]));
}
