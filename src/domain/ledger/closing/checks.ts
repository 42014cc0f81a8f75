import { compare, parseAmount, subtract, zeroAmount } from '../../../kernel/money.ts';
import type { LedgerFault } from '../model/fault.ts';
import type { TieOutCheck } from '../model/tie-out.ts';

/** Two sums as they were found, and what of them differs. */
export interface Found {
  left: string;
  right: string;
  /** What the right side is the sum of, by name. */
  parts: Readonly<Record<string, string>>;
  faults: readonly { subject: string; amount: string }[];
}

/** A check of two sums and the faults that it names; a difference that nothing explains is a fault of the check itself. */
export function checkOf(
  code: TieOutCheck['code'],
  fault: LedgerFault['code'],
  { left, right, parts, faults }: Found,
): { check: TieOutCheck; faults: LedgerFault[] } {
  const difference = subtract(parseAmount(left), parseAmount(right));
  const isTied = compare(difference, zeroAmount) === 0 && faults.length === 0;
  const named = faults.map(({ subject, amount }): LedgerFault => ({
    code: fault,
    subject,
    detail: `It is off by ${amount}.`,
    amount,
  }));
  const whole: LedgerFault = {
    code: fault,
    subject: code,
    detail: `The sums differ by ${difference}.`,
    amount: difference,
  };
  return {
    check: {
      code,
      left,
      right,
      difference,
      parts: Object.entries(parts).map(([name, amount]) => ({ name, amount })),
      isTied,
    },
    faults: isTied || named.length > 0 ? named : [whole],
  };
}
