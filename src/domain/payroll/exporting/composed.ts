import { negate, parseAmount, sum, zeroAmount } from '../../../kernel/money.ts';
import type { PayrollException } from '../model/payroll-export.ts';
import { differenceOf } from './difference.ts';
import { unmappedOf } from './exceptions.ts';
import { isWorked, type PayrollLine, type StandingLine } from './source-line.ts';

/** A line as it is written in an export; minutes and amounts of a reversal are those it takes back, negative. */
export interface ExportedLine extends PayrollLine {
  readonly kind: 'original' | 'reversal';
  readonly reversesId: string | null;
  readonly costCenterCode: string | null;
}

/** The lines that a payroll is yet to be told of a version, taken back ones first. */
export function exported(
  wanted: readonly PayrollLine[],
  standing: readonly StandingLine[],
  codeOf: (costCenterId: string | null) => string | null,
): ExportedLine[] {
  const { reversals, originals } = differenceOf(wanted, standing);
  return [
    ...reversals.map(({ id, ...line }) => ({
      ...line,
      kind: 'reversal' as const,
      reversesId: id,
      minutes: -line.minutes + 0,
      amount: line.amount === null ? null : negate(parseAmount(line.amount)),
    })),
    ...originals.map((line) => ({
      ...line,
      kind: 'original' as const,
      reversesId: null,
      costCenterCode: codeOf(line.costCenterId),
    })),
  ];
}

const amountOf = (lines: readonly ExportedLine[], basis: 'hours' | 'pay') =>
  sum(lines.map((line) => (line.basis === basis && line.amount ? parseAmount(line.amount) : zeroAmount)));

/** What the lines of an export come to, and which of them no pay code was for. */
export function summaryOf(lines: readonly ExportedLine[], professionOf: (timesheetId: string) => string) {
  const originals = lines.filter(({ kind }) => kind === 'original');
  const unmapped: PayrollException[] = unmappedOf(
    originals.map((line) => ({ line, profession: professionOf(line.timesheetId) })),
  );
  return {
    lineCount: lines.length,
    minutes: lines.reduce((total, line) => total + (isWorked(line) ? line.minutes : 0), 0),
    chargeAmount: amountOf(lines, 'hours'),
    payAmount: amountOf(lines, 'pay'),
    unmapped,
  };
}
