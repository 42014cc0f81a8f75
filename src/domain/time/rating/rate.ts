import type { Amount } from '../../../kernel/money.ts';
import { noRateInForce, timeOverlaps, type RatingAccount } from '../model.ts';
import { weekFaults } from '../pay-rules/faults.ts';
import { rateWeek } from '../pay-rules/rate.ts';
import type { RatedPay } from '../pay-rules/rated-week.ts';
import type { WeekInput } from '../pay-rules/week-input.ts';
import { assemble, type Material } from './input.ts';

/** What rating a week came to, with all that explains it; `payTotal` is null where a pay rate is missing. */
export interface Rating {
  minutes: number;
  gross: Amount;
  payTotal: Amount | null;
  account: RatingAccount;
}

function assertRatable(input: WeekInput): void {
  const [fault] = weekFaults(input);
  if (!fault) return;
  if ('workDate' in fault)
    throw noRateInForce({ detail: `The assignment has no rate in force on ${fault.workDate}.` });
  throw timeOverlaps();
}

// What is kept is what its type says: an engine may know more of a line than an account tells.
const keptPay = ({ lines, total, regularRate, overtimeCredit }: RatedPay): RatedPay => ({
  lines: lines.map(({ earning, code, rate, minutes, amount, steps, days, rule, citation }) => ({
    earning,
    code,
    rate,
    minutes,
    amount,
    steps,
    days: days.map((day) => ({ workDate: day.workDate, minutes: day.minutes, amount: day.amount })),
    rule,
    citation,
  })),
  total,
  regularRate,
  overtimeCredit,
});

/**
 * Splits and prices a week's intervals by the terms in force; 29 CFR 778.104: every hour of the workweek counts, also of
 * a shift that began in the week before or that was worked on another assignment. Refuses with `no_rate_in_force`.
 */
export function rateMaterial(material: Material): Rating {
  const { policy, facts, span, holidays } = material;
  const { input, carriedIn, elsewhere, besideIds, agreedRates, otherPay } = assemble(material);
  assertRatable(input);
  const week = rateWeek(input);
  const { id, version, name, number } = policy;
  return {
    minutes: week.workedMinutes,
    gross: week.gross,
    payTotal: week.pay && week.pay.total,
    account: {
      policy: { id, version, name, number },
      workweek: { start: week.workweek.start, end: week.workweek.end },
      attribution: policy.rules.attribution,
      rates: facts.revisions,
      ...(agreedRates.length > 0 && { agreedRates }),
      carriedIn,
      elsewhere,
      beside: { timesheetIds: besideIds, ...span },
      holidays: [...holidays],
      otherPay,
      counted: week.counted,
      charges: week.chargeLines,
      pay: week.pay && keptPay(week.pay),
      findings: week.findings,
      system: week.system,
    },
  };
}

const textOf = ({ charges, pay, findings }: RatingAccount) =>
  JSON.stringify([
    charges.map(({ hourType, differentialCode, rate, minutes, amount, days }) => [
      hourType,
      differentialCode,
      rate,
      minutes,
      amount,
      days.map((day) => [day.workDate, day.minutes, day.amount]),
    ]),
    pay?.lines.map(({ earning, code, rate, minutes, amount, days }) => [
      earning,
      code,
      rate,
      minutes,
      amount,
      days.map((day) => [day.workDate, day.minutes, day.amount]),
    ]) ?? null,
    findings?.map(({ workDate, kind, fault }) => [workDate, kind, fault]) ?? [],
  ]);

/** Whether two ratings charge or pay otherwise, to the line and the day; an account of before that says nothing of pay is compared by its charges. */
export function differs(one: RatingAccount, other: RatingAccount): boolean {
  const saysPay = one.pay !== undefined && other.pay !== undefined;
  const comparable = (account: RatingAccount): RatingAccount =>
    saysPay ? account : { ...account, pay: null, findings: [] };
  return textOf(comparable(one)) !== textOf(comparable(other));
}
