import { exactPay } from '../../../../kernel/exact.ts';
import { parseRate } from '../../../../kernel/money.ts';
import type { Rate } from '../../../../kernel/money.ts';
import type { DifferentialSpan } from '../differentials.ts';
import { factorOf, shareOf } from '../differentials.ts';
import type { HourSpan } from '../overtime.ts';
import type { PayPolicy } from '../policy.ts';
import type { WorkedSpan } from '../split.ts';
import type { Earned } from './earned.ts';
import { payRules } from './pay-rules.ts';

type BaseRate = (span: Pick<WorkedSpan, 'interval' | 'workDate'>) => Rate | null;

const spanOf = ({ start, end, workDate, isOwn }: WorkedSpan) => ({
  minutes: end - start,
  workDate,
  isOwn,
  code: null,
});

/** Straight time: every worked minute at the base rate, overtime too, since only its premium comes on top. */
export const straightTime = (hours: readonly HourSpan[], baseRate: BaseRate): Earned[] =>
  hours.flatMap((span) => {
    const rate = baseRate(span);
    if (rate === null) return [];
    const of = spanOf(span);
    return [
      { ...of, earning: span.hourType, rate, exact: exactPay(of.minutes, rate), rule: span.rule, steps: [] },
    ];
  });

/** What differentials pay: an amount an hour or a share of the base rate, never multiplied for overtime. */
export const differentialPay = (spans: readonly DifferentialSpan[], baseRate: BaseRate): Earned[] =>
  spans.flatMap((span): Earned[] => {
    const { payRate, payPercent, code } = span.differential;
    const base = baseRate(span);
    if (!span.sides.pay || base === null) return [];
    const of = { ...spanOf(span), code, earning: 'differential', rule: payRules.differential } as const;
    if (payRate)
      return [{ ...of, rate: parseRate(payRate), exact: exactPay(of.minutes, payRate), steps: [] }];
    if (!payPercent) return [];
    return [
      {
        ...of,
        rate: shareOf(base, payPercent),
        exact: exactPay(of.minutes, base, factorOf(payPercent)),
        steps: [`${payPercent} % of the base rate ${base}`],
      },
    ];
  });

/** Pay for waiting on call: not hours worked, yet part of the regular rate (29 CFR 778.223). */
export const onCallPay = (spans: readonly WorkedSpan[], { onCall }: PayPolicy): Earned[] =>
  spans.flatMap((span) => {
    const rate = span.interval.payRate ?? onCall?.payRate;
    if (!rate) return [];
    const of = spanOf(span);
    return [
      {
        ...of,
        earning: 'on_call',
        rate: parseRate(rate),
        exact: exactPay(of.minutes, rate),
        rule: payRules.onCall,
        steps: [],
      },
    ];
  });
