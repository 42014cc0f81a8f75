import { toAmount, total } from '../../../../kernel/exact.ts';
import type { Exact } from '../../../../kernel/exact.ts';
import { allocate } from '../../../../kernel/money.ts';
import { earnings } from '../rated-week.ts';
import type { DayShare, PayLine } from '../rated-week.ts';
import { rulesTogether } from '../rules.ts';
import type { Earned } from './earned.ts';
import { hoursText } from './words.ts';

/** A pay line with the fraction that its amount was rounded from. */
export interface ExactPayLine extends PayLine {
  readonly exact: Exact;
}

function shareOut(all: readonly Earned[], amount: PayLine['amount']): DayShare[] {
  const byDay = [...Map.groupBy(all, ({ workDate }) => workDate)].toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const minutes = byDay.map(([, of]) => of.reduce((sum, part) => sum + part.minutes, 0));
  const shares = minutes.some((ofDay) => ofDay > 0)
    ? allocate(amount, minutes)
    : byDay.map(([, of]) => toAmount(total(of.map(({ exact }) => exact))));
  return byDay.map(([workDate], index) => ({
    workDate,
    minutes: minutes[index]!,
    amount: shares[index]!,
  }));
}

/** Of minutes that several rules made what they are, how many each. */
function byRule(all: readonly Earned[]): string[] {
  const rules = Map.groupBy(all, ({ rule }) => `${rule.rule.replaceAll('_', ' ')} (${rule.citation})`);
  if (rules.size < 2) return [];
  return [...rules].map(
    ([rule, of]) => `${hoursText(of.reduce((sum, { minutes }) => sum + minutes, 0))} by ${rule}`,
  );
}

function toLine(all: readonly Earned[]): ExactPayLine {
  const [{ earning, code, rate }] = all as [Earned, ...Earned[]];
  const exact = total(all.map((part) => part.exact));
  const amount = toAmount(exact);
  const minutes = all.reduce((sum, part) => sum + part.minutes, 0);
  const given = [...new Set(all.flatMap(({ steps }) => steps))];
  const isPremiumOfOvertime = earning === 'overtime_premium' || earning === 'double_time_premium';
  const product = rate === null || isPremiumOfOvertime ? [] : [`${hoursText(minutes)} × ${rate} = ${amount}`];
  return {
    earning,
    code,
    rate,
    minutes,
    amount,
    ...rulesTogether(all.map(({ rule }) => rule)),
    steps: [...given, ...byRule(all), ...product],
    days: shareOut(all, amount),
    exact,
  };
}

/** One line of each earning at one rate, rounded once, half away from zero, in the order of the earnings. */
export function payLinesOf(earned: readonly Earned[]): ExactPayLine[] {
  const groups = Map.groupBy(earned, ({ earning, code, rate, rule }) =>
    [earning, code, rate, earning === 'other' ? rule.rule : null].join('/'),
  );
  return [...groups.values()]
    .map(toLine)
    .toSorted((one, other) => earnings.indexOf(one.earning) - earnings.indexOf(other.earning));
}
