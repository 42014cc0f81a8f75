import { parseAmount, type Amount } from '../../../kernel/money.ts';
import { allocateLines, type Allocated, type Charged, type Share } from './allocation.ts';
import { divide, lineFees, type Division, type FeeTerms } from './fees.ts';

/** One (timesheet, hour type or differential, rate): exact minutes and the charge for them. */
export interface ChargeLine {
  lineKey: string;
  hourType: string | null;
  differentialCode: string | null;
  minutes: number | null;
  rate: string | null;
  /** The charge, scale 2. */
  amount: string;
  workDateFrom: string;
  workDateTo: string;
}

/** A chargeable thing, priced: the whole line, or what it differs by from what was invoiced. */
export interface PricedLine extends Omit<ChargeLine, 'amount'>, Division {
  kind: 'hours' | 'adjustment';
  /** The invoiced item that it takes back in part or whole, because the version says less. */
  correctsId: string | null;
  correction: 'difference' | null;
  allocation: Allocated[];
}

/** Lines with their fees, divided and allocated beside what is charged already. */
export function priceLines(
  lines: readonly (ChargeLine & Pick<PricedLine, 'kind' | 'correctsId' | 'correction'>)[],
  fees: readonly Amount[],
  terms: FeeTerms,
  shares: readonly Share[],
  earlier: readonly Charged[] = [],
): PricedLine[] {
  const divisions = lines.map((line, at) => divide(parseAmount(line.amount), fees[at]!, terms));
  const allocations = allocateLines(
    divisions.map(({ amount }) => amount),
    shares,
    earlier,
  );
  return lines.map((line, at) => ({ ...line, ...divisions[at]!, allocation: allocations[at]! }));
}

/** A version of which nothing was invoiced: each of its charge lines, its fee shared so that it sums exactly. */
export const priceWhole = (
  lines: readonly ChargeLine[],
  terms: FeeTerms,
  shares: readonly Share[],
): PricedLine[] =>
  priceLines(
    lines.map((line) => ({ ...line, kind: 'hours', correctsId: null, correction: null })),
    lineFees(
      lines.map(({ amount }) => parseAmount(amount)),
      terms,
    ),
    terms,
    shares,
  );
