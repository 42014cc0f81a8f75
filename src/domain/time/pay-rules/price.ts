import type { Rate } from '../../../kernel/money.ts';
import { categorizeHours, type BilledSpan } from './bill-categories.ts';
import { chargeLinesOf, type PricedMinutes } from './bill-lines.ts';
import { baseRateOf, hourlyBill, onCallBill, type HourlyBill } from './bill-rates.ts';
import { billRules } from './bill-rules.ts';
import { factorOf, hourlyOf, type DifferentialSpan } from './differentials.ts';
import type { Differential } from './policy.ts';
import type { ChargeInputs, ChargeLine } from './rated-week.ts';
import type { Rule } from './rules.ts';
import type { MinuteSplit } from './split-week.ts';
import type { WorkedSpan } from './split.ts';
import type { TopUp } from './top-ups.ts';
import type { WeekInput } from './week-input.ts';
import { holidaySpans } from './windows.ts';

const nothing: ChargeInputs = { limitMinutes: null, baseRate: null, multiplier: null, window: null };

const priceHours = ({
  category,
  bill,
  billedBy,
  start,
  end,
  workDate,
  limitMinutes,
}: BilledSpan): PricedMinutes => ({
  ...billedBy,
  hourType: category,
  differentialCode: null,
  rate: bill.rate,
  minutes: end - start,
  workDate,
  inputs: { ...nothing, limitMinutes, baseRate: bill.baseRate, multiplier: bill.multiplier },
});

function priceOnCall(span: WorkedSpan, input: WeekInput): PricedMinutes[] {
  const bill = onCallBill(span, input);
  if (!bill) return [];
  return [
    {
      ...billRules.onCall,
      hourType: 'on_call',
      differentialCode: null,
      rate: bill.rate,
      minutes: span.end - span.start,
      workDate: span.workDate,
      inputs: nothing,
    },
  ];
}

/** A callback's minimum at the rate of callbacks; any other idle minute at the bill rate, if the client bears it. */
function idleBill(topUp: TopUp, input: WeekInput): HourlyBill | null {
  const { kind } = topUp;
  if (kind === 'callback_minimum') return hourlyBill('callback', topUp, input);
  if (!input.policy.bill?.passesThrough?.includes(kind)) return null;
  const baseRate = baseRateOf(topUp, input);
  return { rate: baseRate, baseRate, multiplier: null };
}

function priceTopUp(topUp: TopUp, input: WeekInput): PricedMinutes[] {
  const { kind, minutes, workDate, rule } = topUp;
  const bill = idleBill(topUp, input);
  if (!bill) return [];
  const inputs = { ...nothing, baseRate: bill.baseRate, multiplier: bill.multiplier };
  return [{ ...rule, hourType: kind, differentialCode: null, rate: bill.rate, minutes, workDate, inputs }];
}

function ruleOf({ apply, window, onHolidays, roles }: Differential): Rule {
  if (apply === 'majority') return billRules.majorityOfShift;
  if (window) return billRules.clockWindow;
  if (onHolidays) return billRules.holidayDifferential;
  return roles ? billRules.role : billRules.clockWindow;
}

function priceDifferential(span: DifferentialSpan, input: WeekInput): PricedMinutes[] {
  const { differential, start, end, workDate } = span;
  const { code, rate: amount, percent, window } = differential;
  const base: Rate = baseRateOf(span, input);
  const rate = hourlyOf(differential, 'bill', base);
  if (!span.sides.bill || !rate) return [];
  const share = amount || !percent ? {} : { baseRate: base, multiplier: factorOf(percent) };
  return [
    {
      ...ruleOf(differential),
      hourType: 'differential',
      differentialCode: code,
      rate,
      minutes: end - start,
      workDate,
      inputs: { ...nothing, ...share, window: window ?? null },
    },
  ];
}

/**
 * The charge lines of a split on the bill side, by the order of the hour types and the policy's differentials. Each
 * minute stands in one category and is priced by the revision in force on its day; differentials are never multiplied.
 */
export function priceBill(split: MinuteSplit, input: WeekInput): ChargeLine[] {
  const { hours, onCall, topUps, differentials } = split;
  return chargeLinesOf([
    ...categorizeHours(hours, holidaySpans(input), input).map(priceHours),
    ...onCall.flatMap((span) => priceOnCall(span, input)),
    ...topUps.flatMap((topUp) => priceTopUp(topUp, input)),
    ...differentials.flatMap((span) => priceDifferential(span, input)),
  ]);
}
