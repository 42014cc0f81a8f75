import { weekdayOf } from '../../kernel/week.ts';
import { dayText, epochDay } from '../../kernel/zone.ts';
import type { Premium } from '../../domain/time/pay-rules/policy.ts';
import { CaseError } from './labor-case.ts';
import type { LaborCase } from './labor-case.ts';
import { policyCode } from './policy-code.ts';
import { weekStartOf } from './week-start.ts';

/** The premiums that may be earned in a week, and the holidays that some of them are for. */
export interface WeekPremiums {
  readonly premiums: readonly Premium[];
  readonly holidays: readonly string[];
}

type Rule = NonNullable<LaborCase['premiumPay']>[number];
interface WallSpan {
  readonly from: string;
  readonly to: string;
}
type Dated = Rule & WallSpan;

const dayOf = (wall: string) => epochDay(wall.slice(0, 10));
const timeOf = (wall: string) => wall.slice(11);
const isWholeDays = ({ from, to }: WallSpan) => timeOf(from) === '00:00' && timeOf(to) === '00:00';
const isDated = (rule: Rule): rule is Dated => rule.from !== undefined && rule.to !== undefined;
const premiumOf = ({ code, multiplier, treatment, earningCode, dailyAfterHours }: Rule): Premium => ({
  code: policyCode(code),
  multiplier,
  treatment,
  ...(earningCode && { onCallback: true }),
  ...(dailyAfterHours && { dailyAfterMinutes: Math.round(Number(dailyAfterHours) * 60) }),
});

/** The days that a span touches, one that ends at midnight without the next. */
export const daysOfSpan = ({ from, to }: WallSpan): string[] => {
  const days: string[] = [];
  for (let day = dayOf(from); `${dayText(day)}T00:00` < to; day += 1) days.push(dayText(day));
  return days;
};

/** The part of a span that lies in the week that begins on a day, by the wall clock. */
function inWeek({ from, to }: WallSpan, week: number, one: LaborCase): WallSpan[] {
  const { time } = weekStartOf(one);
  const begin = `${dayText(week)}T${time}`;
  const end = `${dayText(week + 7)}T${time}`;
  const part = { from: from > begin ? from : begin, to: to < end ? to : end };
  return part.from < part.to ? [part] : [];
}

/** A span within a week as the weekly window that holds it once in that week. */
function windowOf(one: LaborCase, { from, to }: WallSpan): NonNullable<Premium['window']> {
  if (dayOf(to) - dayOf(from) > 6)
    throw new CaseError(`case ${one.id}: premiumPay: from and to lie less than a week apart`);
  return {
    fromDay: weekdayOf(dayOf(from)),
    from: timeOf(from),
    toDay: weekdayOf(dayOf(to)),
    to: timeOf(to),
  };
}

/** Under 8 and 80 a window is in both weeks of the period; it cannot say a date where work of the other week meets it. */
function assertOnce(one: LaborCase, { from, to }: WallSpan, awayDays: number): void {
  const away = (wall: string) => `${dayText(dayOf(wall) + awayDays)}T${timeOf(wall)}`;
  if (one.punches.some(({ start, end }) => start < away(to) && end > away(from)))
    throw new CaseError(
      `case ${one.id}: premiumPay: with flsa-8-80 spans are whole days of one code, or of times not worked in the other week`,
    );
}

function windowsIn(one: LaborCase, rule: Dated, weeks: readonly number[]): Premium[] {
  return weeks.flatMap((week) =>
    inWeek(rule, week, one).map((part) => {
      for (const other of weeks) if (other !== week) assertOnce(one, part, other - week);
      return { ...premiumOf(rule), window: windowOf(one, part) };
    }),
  );
}

/** The premiums of a week: dated spans are windows of it, or of 8 and 80, where they are whole days of one code, holidays. */
export function premiumsIn(one: LaborCase, week: number): WeekPremiums {
  const rules = one.premiumPay ?? [];
  for (const rule of rules) {
    const { code, from, to, earningCode, dailyAfterHours } = rule;
    const isSound = isDated(rule) ? rule.from < rule.to : !from && !to && (earningCode ?? dailyAfterHours);
    if (!isSound)
      throw new CaseError(
        `case ${one.id}: premiumPay: ${code} has earningCode, dailyAfterHours, or from and a later to`,
      );
  }
  const dated = rules.filter(isDated);
  const is880 = one.ruleset === 'flsa-8-80' && one.payPeriodStart !== undefined;
  const isOneCode = new Set(dated.map((rule) => JSON.stringify(premiumOf(rule)))).size === 1;
  const asHolidays = is880 && isOneCode && dated.every(isWholeDays);
  const into = is880 ? (((week - dayOf(one.payPeriodStart!)) % 14) + 14) % 14 : 0;
  const weeks = is880 ? [week - into, week - into + 7] : [week];
  const premiums = rules.flatMap((rule): Premium[] => {
    if (!isDated(rule)) return [premiumOf(rule)];
    return asHolidays ? [{ ...premiumOf(rule), onHolidays: true }] : windowsIn(one, rule, weeks);
  });
  return { premiums, holidays: asHolidays ? [...new Set(dated.flatMap(daysOfSpan))] : [] };
}
