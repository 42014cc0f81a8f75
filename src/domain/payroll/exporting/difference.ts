import type { PayrollLine, StandingLine } from './source-line.ts';

// The pay code is left out: a payroll that took a line is not told it again because it is called otherwise now.
const sameness = (line: PayrollLine) =>
  [
    line.workDate,
    line.basis,
    line.type,
    line.component,
    line.costCenterId,
    line.minutes,
    line.rate,
    line.amount,
  ].join('|');

/**
 * What a payroll is yet to be told, of a version whose lines are `wanted` where `standing` was told: the lines to
 * take back and those to add; what is just the same stays. Told and added less taken back is wanted, line by line.
 */
export function differenceOf<Wanted extends PayrollLine>(
  wanted: readonly Wanted[],
  standing: readonly StandingLine[],
): { reversals: StandingLine[]; originals: Wanted[] } {
  const held = Map.groupBy(standing, sameness);
  const originals = wanted.filter((line) => held.get(sameness(line))?.pop() === undefined);
  const left = new Set([...held.values()].flat());
  return { reversals: standing.filter((line) => left.has(line)), originals };
}
