import {
  allocate,
  compare,
  negate,
  parseAmount,
  subtract,
  sum,
  zeroAmount,
  type Amount,
  type Weight,
} from '../../../kernel/money.ts';

/** Where a share of the cost is charged, and its weight among the shares; without an id what no cost center bears. */
export interface Share {
  costCenterId: string | null;
  code: string | null;
  weight: Weight;
}

/** What of a charge is charged to a cost center; what is left of the charge no cost center bears. */
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
    shares.map(({ weight }) => weight),
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

/** A charge and where it is charged. */
export interface Charged {
  amount: string;
  allocation: readonly Allocated[];
}

interface Part {
  costCenterId: string | null;
  code: string | null;
  amount: Amount;
}

// What no cost center bears is a part as well.
function partsOf({ amount, allocation }: Charged): Part[] {
  const borne = allocation.map((part): Part => ({ ...part, amount: parseAmount(part.amount) }));
  const rest = subtract(parseAmount(amount), sum(borne.map((part) => part.amount)));
  return isZero(rest) ? borne : [...borne, { costCenterId: null, code: null, amount: rest }];
}

const allocatedOf = (parts: readonly Part[]): Allocated[] =>
  parts.flatMap(({ costCenterId, code, amount }) =>
    costCenterId === null || isZero(amount) ? [] : [{ costCenterId, code: code!, amount }],
  );

/**
 * The allocation of lines so that, with what is charged already, every cost center has its share of the whole
 * gross. A cost center that has no share any more gets back what it was charged.
 */
export function allocateLines(
  lines: readonly Amount[],
  shares: readonly Share[],
  earlier: readonly Charged[] = [],
): Allocated[][] {
  if (shares.length === 0) return lines.map(() => []);
  const before = Map.groupBy(earlier.flatMap(partsOf), ({ costCenterId }) => costCenterId);
  const charged = new Map([...before].map(([id, parts]) => [id, sum(parts.map(({ amount }) => amount))]));
  const gone = [...before]
    .filter(([id]) => !shares.some(({ costCenterId }) => costCenterId === id))
    .map(([costCenterId, parts]) => ({ costCenterId, code: parts[0]!.code, weight: 0 }));
  const centers = [...shares, ...gone];
  const gross = sum([...lines, ...charged.values()]);
  const totals = splitGross(gross, centers).map((total, at) =>
    subtract(total, charged.get(centers[at]!.costCenterId) ?? zeroAmount),
  );
  return spread(lines, totals, centers).map((cells) =>
    allocatedOf(centers.map(({ costCenterId, code }, at) => ({ costCenterId, code, amount: cells[at]! }))),
  );
}

/** The allocation of a charge, of the same proportions for another amount. */
export function rescale(charged: Charged, amount: Amount): Allocated[] {
  if (charged.allocation.length === 0) return [];
  const parts = partsOf(charged);
  const cells = allocate(
    amount,
    parts.map((part) => size(part.amount)),
  );
  return allocatedOf(parts.map((part, at) => ({ ...part, amount: cells[at]! })));
}

/** The allocation that takes back what stands of a charge, center by center. */
export function takenBack(standing: readonly Charged[]): Allocated[] {
  const byCenter = Map.groupBy(standing.flatMap(partsOf), ({ costCenterId }) => costCenterId);
  return allocatedOf(
    [...byCenter].map(([costCenterId, parts]) => ({
      costCenterId,
      code: parts[0]!.code,
      amount: negate(sum(parts.map(({ amount }) => amount))),
    })),
  );
}
