import { allocate, allocateMinutes, compare, parseAmount, zeroAmount } from '../../../kernel/money.ts';
import type { CenterWeight } from '../../time/index.ts';

/** A line of one day: its minutes, and its cents where they are told. `isWorked`: no other such line has its minutes. */
export interface DayLine {
  readonly minutes: number;
  readonly amount: string | null;
  readonly isWorked: boolean;
}

/** What of a line a cost center bears. */
export interface CenterPart {
  readonly costCenterId: string | null;
  readonly minutes: number;
  readonly amount: string | null;
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

// Split in proportion to what is left of each total, a line never takes more than is left, and the last takes it all.
function minutesOf(lines: readonly DayLine[], totals: readonly number[], weights: readonly number[]) {
  let left = totals;
  return lines.map(({ minutes, isWorked }) => {
    if (minutes === 0) return totals.map(() => 0);
    if (!isWorked) return allocateMinutes(minutes, total(totals) > 0 ? totals : weights);
    const cells = allocateMinutes(minutes, left);
    left = left.map((part, at) => part - cells[at]!);
    return cells;
  });
}

/**
 * Splits the lines of one day between cost centers: each line’s parts sum to it in minutes and in cents, and the worked
 * minutes of each cost center to its largest-remainder share of the day's. Parts of nothing are left out, save one
 * of a line that is nothing. Throws a RangeError where no weight is given.
 */
export function splitDay(lines: readonly DayLine[], centers: readonly CenterWeight[]): CenterPart[][] {
  const weights = centers.map(({ weight }) => weight);
  if (centers.length === 1) {
    const [{ costCenterId }] = centers as [CenterWeight];
    return lines.map(({ minutes, amount }) => [{ costCenterId, minutes, amount }]);
  }
  const worked = total(lines.map(({ minutes, isWorked }) => (isWorked ? minutes : 0)));
  const totals = allocateMinutes(worked, weights);
  const cells = minutesOf(lines, totals, weights);
  return lines.map(({ amount }, row) => {
    const minutes = cells[row]!;
    const by = total(minutes) > 0 ? minutes : worked > 0 ? totals : weights;
    const amounts = amount === null ? null : allocate(parseAmount(amount), by);
    const parts = centers.map(({ costCenterId }, at) => ({
      costCenterId,
      minutes: minutes[at]!,
      amount: amounts?.[at] ?? null,
    }));
    const some = parts.filter(
      (part) => part.minutes !== 0 || (part.amount !== null && compare(part.amount, zeroAmount) !== 0),
    );
    return some.length > 0 ? some : parts.slice(0, 1);
  });
}
