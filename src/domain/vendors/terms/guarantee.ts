import { hoursOfHundredths, hundredthsOf, type Hours } from '../../../kernel/hours.ts';
import { chargeForHours, parseRate, type Amount } from '../../../kernel/money.ts';
import type { TermStep } from './step.ts';

/** Hours a week that are paid, but for so many calls off in each period of weeks. */
export interface Guarantee {
  hoursPerWeek: string;
  freeCallOffs: number;
  periodWeeks: number;
}

/** A week of a period: what was worked, and the hours of each shift that was called off, in their order. */
export interface GuaranteedWeek {
  worked: string;
  callOffs: readonly string[];
}

/** What is billed though it was not worked, in all and week by week. */
export interface Shortfall {
  weeks: Hours[];
  hours: Hours;
  amount: Amount;
  steps: TermStep[];
}

/**
 * What of one period's calls off is billed: the first so many of the period are free, and the hours of each further
 * one are billed as far as the week stays below its guaranteed hours, the free ones not counted. A week in which
 * nothing was called off owes nothing. Throws a RangeError where there are more weeks than a period has.
 */
export function guaranteedShortfall(
  { hoursPerWeek, freeCallOffs, periodWeeks }: Guarantee,
  weeks: readonly GuaranteedWeek[],
  billRate: string,
): Shortfall {
  if (weeks.length > periodWeeks) throw new RangeError(`a period has ${periodWeeks} weeks`);
  let free = freeCallOffs;
  const steps: TermStep[] = [];
  const owed = weeks.map(({ worked, callOffs }, at) => {
    let room = hundredthsOf(hoursPerWeek) - hundredthsOf(worked);
    const charged: number[] = [];
    for (const hours of callOffs.map(hundredthsOf)) {
      if (free > 0) {
        free -= 1;
        room -= hours;
      } else charged.push(hours);
    }
    const due = Math.max(
      0,
      Math.min(
        room,
        charged.reduce((total, hours) => total + hours, 0),
      ),
    );
    steps.push({
      name: 'week',
      detail: `week ${at + 1}: ${hoursPerWeek} guaranteed, ${worked} worked, ${callOffs.length - charged.length} of ${callOffs.length} calls off free`,
      result: hoursOfHundredths(due),
    });
    return due;
  });
  const hours = hoursOfHundredths(owed.reduce((total, due) => total + due, 0));
  const amount = chargeForHours(hours, parseRate(billRate));
  const detail = `${hours} hours × ${billRate}, rounded once to cents, half away from zero`;
  return {
    weeks: owed.map(hoursOfHundredths),
    hours,
    amount,
    steps: [...steps, { name: 'guarantee', detail, result: amount }],
  };
}
