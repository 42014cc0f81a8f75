import { compareExact, exactAmount } from '../../../kernel/exact.ts';
import type { Better } from './score.ts';

/** A floor, and how many periods in a row below it bring a consequence, and at or above it lift one. */
export interface Floor {
  /** A decimal string in the unit of what it is a floor of. */
  threshold: string;
  better: Better;
  consecutivePeriods: number;
  /** Null: none is lifted by itself. */
  recoveryPeriods: number | null;
}

/** What one period came to; null where it was not rated. Periods are named by their first days. */
export interface Finding {
  from: string;
  value: string | null;
}

/** Whether a figure is worse than the floor; one that equals it is not. */
export function isBelow({ threshold, better }: Pick<Floor, 'threshold' | 'better'>, value: string): boolean {
  const difference = compareExact(exactAmount(value), exactAmount(threshold));
  return better === 'higher' ? difference < 0 : difference > 0;
}

const latest = (findings: readonly Finding[], count: number, after: string | null): Finding[] | null => {
  const last = findings.slice(-count);
  return last.length === count && (after === null || last[0]!.from > after) ? last : null;
};

/**
 * The latest periods that bring the consequence: as many as the floor asks, each rated and below it, all of them after
 * `after` (the last period that an ended consequence of the same rule rested on). `findings` are of periods that follow
 * each other, earliest first: one that was not rated ends a run.
 */
export function breach<Found extends Finding>(
  floor: Floor,
  findings: readonly Found[],
  after: string | null,
): Found[] | null {
  const run = latest(findings, floor.consecutivePeriods, after);
  return run?.every(({ value }) => value !== null && isBelow(floor, value)) ? (run as Found[]) : null;
}

/** Whether what the periods up to `last` brought is made good: enough periods after it are rated and not below. */
export function isRecovered(floor: Floor, findings: readonly Finding[], last: string): boolean {
  if (floor.recoveryPeriods === null) return false;
  const run = latest(findings, floor.recoveryPeriods, last);
  return run?.every(({ value }) => value !== null && !isBelow(floor, value)) ?? false;
}

/** Whether the periods that a consequence rests on are, as they are known now, still rated and below the floor. */
export function stillHolds(
  floor: Pick<Floor, 'threshold' | 'better'>,
  findings: readonly Finding[],
  periods: readonly string[],
): boolean {
  const known = new Map(findings.map(({ from, value }) => [from, value]));
  return periods.every((from) => {
    const value = known.get(from);
    // A period that is looked back to no more stays as it was.
    return value === undefined || (value !== null && isBelow(floor, value));
  });
}
