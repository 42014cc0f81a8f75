import { compare, parseAmount, subtract, sum, zeroAmount, type Amount } from '../../../kernel/money.ts';
import { allocateLines, type Allocated, type Share } from './allocation.ts';
import {
  chargeOf,
  differenceFees,
  divide,
  lineFees,
  versionFee,
  type Division,
  type FeeTerms,
} from './fees.ts';

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

/** What has been invoiced of a timesheet before. */
export interface InvoicedItem extends ChargeLine {
  feeAmount: string;
  vendorAmount: string;
  feeModel: FeeTerms['feeModel'];
  allocation: readonly Allocated[];
}

/** A chargeable thing, priced: the whole line, or what it differs by from what was invoiced. */
export interface PricedLine extends Omit<ChargeLine, 'amount'>, Division {
  kind: 'hours' | 'adjustment';
  allocation: Allocated[];
}

const sumOf = (values: readonly string[]): Amount => sum(values.map(parseAmount));

function allocated(
  lines: readonly ChargeLine[],
  divisions: readonly Division[],
  kind: PricedLine['kind'],
  allocations: readonly Allocated[][],
): PricedLine[] {
  return lines.map((line, at) => ({ ...line, ...divisions[at]!, kind, allocation: allocations[at]! }));
}

/** A version of which nothing was invoiced: each of its charge lines, its fee shared so that it sums exactly. */
export function priceWhole(
  lines: readonly ChargeLine[],
  terms: FeeTerms,
  shares: readonly Share[],
): PricedLine[] {
  const charges = lines.map(({ amount }) => parseAmount(amount));
  const fees = lineFees(charges, terms);
  const divisions = charges.map((charge, at) => divide(charge, fees[at]!, terms));
  const amounts = divisions.map(({ amount }) => amount);
  return allocated(lines, divisions, 'hours', allocateLines(amounts, shares));
}

function differences(lines: readonly ChargeLine[], invoiced: readonly InvoicedItem[]): ChargeLine[] {
  const earlier = Map.groupBy(invoiced, ({ lineKey }) => lineKey);
  const latest = new Map(lines.map((line) => [line.lineKey, line]));
  return [...new Set([...latest.keys(), ...earlier.keys()])].flatMap((key) => {
    const billed = earlier.get(key) ?? [];
    const line = latest.get(key);
    const charge = subtract(
      parseAmount(line?.amount ?? '0'),
      sum(billed.map((item) => chargeOf(moneyOf(item), item))),
    );
    const minutes = (line?.minutes ?? 0) - billed.reduce((total, item) => total + (item.minutes ?? 0), 0);
    if (minutes === 0 && compare(charge, zeroAmount) === 0) return [];
    const { hourType, differentialCode, rate, workDateFrom, workDateTo } = line ?? billed[0]!;
    return [
      { lineKey: key, hourType, differentialCode, rate, workDateFrom, workDateTo, minutes, amount: charge },
    ];
  });
}

const moneyOf = ({ amount, vendorAmount }: InvoicedItem) => ({
  amount: parseAmount(amount),
  vendorAmount: parseAmount(vendorAmount),
});

/**
 * A version after some of the timesheet was invoiced: for each line its difference from what was invoiced, so that
 * together every minute is billed once and the fees sum to the fee of this version.
 */
export function priceDifference(
  lines: readonly ChargeLine[],
  invoiced: readonly InvoicedItem[],
  terms: FeeTerms,
  shares: readonly Share[],
): PricedLine[] {
  const changed = differences(lines, invoiced);
  const feeTarget =
    terms.feeBasis === 'invoice'
      ? zeroAmount
      : subtract(
          versionFee(
            lines.map(({ amount }) => parseAmount(amount)),
            terms,
          ),
          sumOf(invoiced.map(({ feeAmount }) => feeAmount)),
        );
  const charges = changed.map(({ amount }) => parseAmount(amount));
  const fees = differenceFees(charges, feeTarget, terms);
  const divisions = charges.map((charge, at) => divide(charge, fees[at]!, terms));
  const amounts = divisions.map(({ amount }) => amount);
  return allocated(
    changed,
    divisions,
    'adjustment',
    allocateLines(
      amounts,
      shares,
      invoiced.map(({ allocation }) => allocation),
    ),
  );
}
