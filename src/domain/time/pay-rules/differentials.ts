import { compare, parseRate, raiseRate, subtractRates } from '../../../kernel/money.ts';
import type { Rate } from '../../../kernel/money.ts';
import type { Differential } from './policy.ts';
import { revisionsOn } from './revisions.ts';
import { minutesIn, overlap } from './span.ts';
import type { Span } from './span.ts';
import type { WorkedSpan } from './split.ts';
import type { WeekInput } from './week-input.ts';
import { holidaySpans, occurrencesOf } from './windows.ts';

/** Worked minutes that earn a differential, and on which side: of a group the highest of each side is earned. */
export interface DifferentialSpan extends WorkedSpan {
  readonly differential: Differential;
  readonly sides: { readonly bill: boolean; readonly pay: boolean };
}

type Side = 'bill' | 'pay';
type DifferentialInput = Pick<WeekInput, 'policy' | 'holidays' | 'zone' | 'revisions'>;

/** The share of a rate that a percentage is, rounded once to 4 places, half away from zero. */
export const shareOf = (rate: Rate, percent: string): Rate => subtractRates(raiseRate(rate, percent), rate);

/** A percentage as the factor that the base is multiplied by: `12.5` → `0.125`; at most 6 places. */
export function factorOf(percent: string): string {
  const [whole, fraction = ''] = percent.split('.') as [string, string?];
  const digits = whole.padStart(3, '0');
  return `${Number(digits.slice(0, -2))}.${digits.slice(-2)}${fraction}`.replace(/\.?0+$/, '');
}

/** What an hour of a differential is worth on a side; null where it is nothing there, or the base is not known. */
export function hourlyOf(differential: Differential, side: Side, base: Rate | null): Rate | null {
  const rate = side === 'bill' ? differential.rate : differential.payRate;
  const percent = side === 'bill' ? differential.percent : differential.payPercent;
  if (rate) return parseRate(rate);
  return percent && base ? shareOf(base, percent) : null;
}

const isOn = ({ rate, percent, payRate, payPercent }: Differential, side: Side) =>
  Boolean(side === 'bill' ? (rate ?? percent) : (payRate ?? payPercent));

const bothOf = (ones: readonly Span[], others: readonly Span[]): Span[] =>
  ones.flatMap((one) => others.flatMap((other) => overlap(one, other)));

/** When a differential is earned by the clock and the calendar. */
function timesOf(differential: Differential, range: Span, holidays: readonly Span[], zone: string): Span[] {
  const windows = differential.window ? occurrencesOf(differential.window, range, zone) : [range];
  return differential.onHolidays ? bothOf(windows, holidays) : windows;
}

const lies = (shift: readonly Span[], times: readonly Span[]) =>
  2 * minutesIn(bothOf(shift, times)) > minutesIn(shift);

const holds = ({ interval }: WorkedSpan, { roles }: Differential) =>
  !roles || roles.some((role) => interval.roles?.includes(role));

/** The minutes of a span that meet the conditions of a differential. */
function earnedIn(span: WorkedSpan, differential: Differential, times: readonly Span[]): Span[] {
  if (!holds(span, differential)) return [];
  if (differential.apply !== 'majority') return bothOf([span], times);
  return lies(span.shift.worked, times) ? [span] : [];
}

function baseOf(
  { interval, workDate }: WorkedSpan,
  side: Side,
  { revisions }: DifferentialInput,
): Rate | null {
  const own = side === 'bill' ? interval.billRate : interval.payRate;
  if (own) return own;
  const [revision] = revisionsOn(workDate, revisions);
  return (side === 'bill' ? revision?.billRate : revision?.payRate) ?? null;
}

/** Of differentials that are earned in the same minutes the one that is worth most on a side, of equal ones the first. */
function highest(
  rivals: readonly Differential[],
  side: Side,
  span: WorkedSpan,
  input: DifferentialInput,
): Differential | undefined {
  const base = baseOf(span, side, input);
  let best: { differential: Differential; hourly: Rate } | undefined;
  for (const differential of rivals) {
    const hourly = hourlyOf(differential, side, base);
    if (hourly && (!best || compare(hourly, best.hourly) > 0)) best = { differential, hourly };
  }
  return best?.differential;
}

/** The parts of a span between the bounds of what is earned in it, and who earns them. */
function contested(
  span: WorkedSpan,
  earned: readonly { differential: Differential; spans: readonly Span[] }[],
  input: DifferentialInput,
): DifferentialSpan[] {
  const bounds = new Set(earned.flatMap(({ spans }) => spans.flatMap(({ start, end }) => [start, end])));
  const cuts = [...bounds].toSorted((one, other) => one - other);
  return cuts.slice(1).flatMap((end, position) => {
    const part = { start: cuts[position]!, end };
    const rivals = earned
      .filter(({ spans }) => spans.some((own) => overlap(own, part).length > 0))
      .map(({ differential }) => differential);
    const billed = highest(rivals, 'bill', span, input);
    const paid = highest(rivals, 'pay', span, input);
    return rivals
      .map((differential) => ({
        differential,
        sides: { bill: differential === billed, pay: differential === paid },
      }))
      .filter(({ sides }) => sides.bill || sides.pay)
      .map((winner) => ({ ...span, ...part, ...winner }));
  });
}

/**
 * The minutes that earn each differential, in the policy's order: by the minute, or whole shifts of which more than
 * half lies in its times (exactly half does not). Those of a group give way to the highest; all others stack.
 */
export function differentialSpans(
  worked: readonly WorkedSpan[],
  range: Span,
  input: DifferentialInput,
): DifferentialSpan[] {
  const { policy, zone } = input;
  if (worked.length === 0) return [];
  // A shift may reach beyond the range, and its majority is of all of it.
  const reach = {
    start: Math.min(range.start, ...worked.map(({ shift }) => shift.start)),
    end: Math.max(range.end, ...worked.map(({ shift }) => shift.end)),
  };
  const holidays = holidaySpans(input);
  const timed = policy.differentials.map((differential) => ({
    differential,
    times: timesOf(differential, reach, holidays, zone),
  }));
  const earnedBy = (span: WorkedSpan, members: typeof timed) =>
    members.map(({ differential, times }) => ({
      differential,
      spans: earnedIn(span, differential, times),
    }));
  const groups = Map.groupBy(
    timed.filter(({ differential }) => differential.group),
    ({ differential }) => differential.group,
  );
  const alone = timed
    .filter(({ differential }) => !differential.group)
    .flatMap((one) =>
      worked.flatMap((span) =>
        earnedIn(span, one.differential, one.times).map((part) => ({
          ...span,
          ...part,
          differential: one.differential,
          sides: { bill: isOn(one.differential, 'bill'), pay: isOn(one.differential, 'pay') },
        })),
      ),
    );
  const grouped = [...groups.values()].flatMap((members) =>
    worked.flatMap((span) => contested(span, earnedBy(span, members), input)),
  );
  if (grouped.length === 0) return alone;
  const order = new Map(policy.differentials.map((differential, position) => [differential, position]));
  return [...alone, ...grouped].toSorted(
    (one, other) => order.get(one.differential)! - order.get(other.differential)! || one.start - other.start,
  );
}
