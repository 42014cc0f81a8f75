import {
  allocate,
  compare,
  negate,
  parseAmount,
  subtract,
  sum,
  zeroAmount,
  type Amount,
} from '../../../kernel/money.ts';

/** Where a share of the cost is charged; shares of one timesheet total 100 percent. */
export interface Share {
  costCenterId: string;
  code: string;
  percent: string;
}

/** What of a charge is charged to a cost center. */
export interface Allocated {
  costCenterId: string;
  code: string;
  amount: string;
}

const isZero = (value: Amount) => compare(value, zeroAmount) === 0;
const size = (value: Amount) => (compare(value, zeroAmount) < 0 ? negate(value) : value);

/** The split of a timesheet's gross by largest remainder: the totals that its lines' shares sum to. */
export const splitGross = (gross: Amount, shares: readonly Share[]): Amount[] =>
  allocate(
    gross,
    shares.map(({ percent }) => percent),
  );

// Split in proportion to what is left of each total, a line never takes more than is left, and the last takes it all.
function spreadOneWay(lines: readonly Amount[], totals: readonly Amount[]): Amount[][] {
  let left = totals;
  return lines.map((line) => {
    const cells = isZero(line) ? left.map(() => zeroAmount) : allocate(line, left.map(size));
    left = left.map((total, at) => subtract(total, cells[at]!));
    return cells;
  });
}

// Where signs differ nothing is in proportion to the totals: the largest line closes them.
function closeOnLargest(
  lines: readonly Amount[],
  totals: readonly Amount[],
  shares: readonly Share[],
): Amount[][] {
  const sizes = lines.map(size);
  const largest = sizes.reduce((best, value, at) => (compare(value, sizes[best]!) > 0 ? at : best), 0);
  const cells = lines.map((line) => splitGross(line, shares));
  cells[largest] = totals.map((total, column) =>
    subtract(total, sum(cells.flatMap((row, at) => (at === largest ? [] : [row[column]!])))),
  );
  return cells;
}

/**
 * The shares of each line by cost center: each line's sum to the line, each cost center's to its total. Lines and
 * totals sum to the same. Minutes are never split.
 */
export function spread(
  lines: readonly Amount[],
  totals: readonly Amount[],
  shares: readonly Share[],
): Amount[][] {
  const signs = new Set([...lines, ...totals].map((value) => compare(value, zeroAmount)));
  return signs.has(1) && signs.has(-1) ? closeOnLargest(lines, totals, shares) : spreadOneWay(lines, totals);
}

/** What is charged to each cost center in all, by its id. */
export function totalsOf(allocations: readonly (readonly Allocated[])[]): Map<string, Amount> {
  const byCenter = Map.groupBy(allocations.flat(), ({ costCenterId }) => costCenterId);
  return new Map(
    [...byCenter].map(([id, parts]) => [id, sum(parts.map(({ amount }) => parseAmount(amount)))]),
  );
}

/**
 * The allocation of lines so that, with what is charged already, every cost center has its share of the whole
 * gross. A cost center that has no share any more gets back what it was charged.
 */
export function allocateLines(
  lines: readonly Amount[],
  shares: readonly Share[],
  earlier: readonly (readonly Allocated[])[] = [],
): Allocated[][] {
  if (shares.length === 0) return lines.map(() => []);
  const charged = totalsOf(earlier);
  const codes = new Map(earlier.flat().map(({ costCenterId, code }) => [costCenterId, code]));
  const gone = [...charged.keys()]
    .filter((id) => !shares.some(({ costCenterId }) => costCenterId === id))
    .map((id) => ({ costCenterId: id, code: codes.get(id)!, percent: '0' }));
  const centers = [...shares, ...gone];
  const gross = sum([...lines, ...charged.values()]);
  const totals = splitGross(gross, centers).map((total, at) =>
    subtract(total, charged.get(centers[at]!.costCenterId) ?? zeroAmount),
  );
  return spread(lines, totals, centers).map((cells) =>
    centers.flatMap(({ costCenterId, code }, at) =>
      isZero(cells[at]!) ? [] : [{ costCenterId, code, amount: cells[at]! }],
    ),
  );
}

/** An allocation of the same proportions for another amount. */
export const rescale = (allocation: readonly Allocated[], amount: Amount): Allocated[] => {
  if (allocation.length === 0) return [];
  const parts = allocate(
    amount,
    allocation.map((part) => size(parseAmount(part.amount))),
  );
  return allocation.map((part, at) => ({ ...part, amount: parts[at]! }));
};
