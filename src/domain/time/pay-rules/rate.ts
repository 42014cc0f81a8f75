import { sum } from '../../../kernel/money.ts';
import type { Amount, Rate } from '../../../kernel/money.ts';
import { intervalFaults, rateFaults } from './faults.ts';
import type { WeekFault } from './faults.ts';
import { payWeek } from './pay/pay-week.ts';
import type { PayAccount } from './pay/pay-week.ts';
import { priceBill } from './price.ts';
import type { ChargeLine, RatedWeek } from './rated-week.ts';
import type { Rule } from './rules.ts';
import { mostPaid } from './pay/most-paid.ts';
import { classify, ownSplit, systemsOf, workOf } from './split-week.ts';
import type { MinuteSplit } from './split-week.ts';
import type { WeekInput } from './week-input.ts';

/** One line of a timesheet: a day's part of a charge line. */
export interface DayLine extends Rule {
  readonly workDate: string;
  readonly hourType: ChargeLine['hourType'];
  readonly differentialCode: string | null;
  readonly rate: Rate;
  readonly minutes: number;
  readonly amount: Amount;
}

/** A rated workweek with what it came from: the split, and pay that is not rounded yet. */
export interface RatedExactly {
  readonly week: RatedWeek;
  readonly split: MinuteSplit;
  readonly pay: PayAccount | null;
}

function assertNone([fault]: readonly WeekFault[]): void {
  if (fault) throw new RangeError(`the workweek cannot be rated: ${JSON.stringify(fault)}`);
}

/** Rates a workweek and keeps exact fractions beside the rounded lines; throws a RangeError if it has any of `weekFaults`. */
export function rateExactly(input: WeekInput): RatedExactly {
  assertNone(intervalFaults(input));
  const work = workOf(input);
  assertNone(rateFaults(input, work));
  const { system, hours, pay } = mostPaid(
    systemsOf(input.policy).map((name) => {
      const typed = classify(work, name, input);
      return { system: name, hours: typed, pay: payWeek(work, typed, name, input) };
    }),
    work.week,
  );
  const split = ownSplit(work, hours);
  const chargeLines = priceBill(split, input);
  const { workweek, workedMinutes, counted, findings } = work;
  return {
    week: {
      workweek,
      workedMinutes,
      counted,
      chargeLines,
      gross: sum(chargeLines.map(({ amount }) => amount)),
      pay: pay && pay.rounded,
      findings,
      system,
    },
    split,
    pay,
  };
}

/** Rates a workweek on both sides; throws a RangeError if it has any of `weekFaults`. */
export const rateWeek = (input: WeekInput): RatedWeek => rateExactly(input).week;

/** The lines of the timesheet, by day and within a day in the order of the charge lines. */
export function dayLines(chargeLines: readonly ChargeLine[]): DayLine[] {
  return chargeLines
    .flatMap(({ hourType, differentialCode, rate, rule, citation, days }) =>
      days.map((day) => ({ ...day, hourType, differentialCode, rate, rule, citation })),
    )
    .toSorted((one, other) => (one.workDate === other.workDate ? 0 : one.workDate < other.workDate ? -1 : 1));
}
