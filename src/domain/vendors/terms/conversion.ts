import { parseAmount, percentOf, zeroAmount, type Amount } from '../../../kernel/money.ts';
import { covers, type NumberSpan } from './span.ts';
import type { TermStep } from './step.ts';

/** What hiring a worker costs that has worked so many hours or weeks: a percentage of the salary, or an amount. */
export interface ConversionStep extends NumberSpan {
  id: string;
  measure: 'hours' | 'weeks';
  feeKind: 'percent_of_salary' | 'flat';
  /** A decimal string: a percentage of at most 4 places, or an amount. */
  feeValue: string;
}

/** What a conversion costs, by which step of the schedule; nothing beyond its last one. */
export interface ConversionFee {
  step: ConversionStep | undefined;
  amount: Amount;
  steps: TermStep[];
}

/** The fee for hiring a placed worker, rounded once to cents, half away from zero. `worked` is in the schedule's measure. */
export function conversionFee(
  schedule: readonly ConversionStep[],
  { worked, annualSalary }: { worked: number; annualSalary: string },
): ConversionFee {
  const step = schedule.find((one) => covers(one, String(worked)));
  if (!step) {
    const detail =
      schedule.length === 0
        ? 'no schedule is agreed'
        : `${worked} ${schedule[0]!.measure} worked are beyond the schedule: nothing is owed`;
    return { step, amount: zeroAmount, steps: [{ name: 'schedule', detail, result: zeroAmount }] };
  }
  const { measure, from, under, feeKind, feeValue } = step;
  const isPart = feeKind === 'percent_of_salary';
  const amount = isPart
    ? percentOf(parseAmount(annualSalary), feeValue)
    : parseAmount(feeValue.replace(/(\.\d{2})0*$/, '$1'));
  return {
    step,
    amount,
    steps: [
      {
        name: 'schedule',
        detail: `${worked} ${measure} worked are from ${from} ${under === null ? 'on' : `to under ${under}`}`,
        result: feeValue,
      },
      {
        name: 'fee',
        detail: isPart
          ? `${feeValue} % of a salary of ${annualSalary} a year, rounded once to cents, half away from zero`
          : 'the amount agreed',
        result: amount,
      },
    ],
  };
}
