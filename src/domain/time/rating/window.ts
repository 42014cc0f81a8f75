import { weekdayOf, workweekStartingOn, type WorkweekStart } from '../../../kernel/week.ts';
import { boundaryAt, dayText, epochDay, instantAt } from '../../../kernel/zone.ts';
import type { PayPolicy } from '../pay-rules/policy.ts';
import { systemsOf } from '../pay-rules/split-week.ts';
import type { TimesheetRow } from '../store.ts';

/** How many days of the week before decide what a week's first hours are: on which workday, in which run of work they lie. */
function daysReachedBack(rules: PayPolicy): number {
  const systems = systemsOf(rules);
  // A Nevada workday begins with the first work after the one before, as far back as there was no day off.
  if (systems.includes('nevada')) return 7;
  const { time } = rules.workweekStart;
  const isCut = (rules.overtime.workdayStart ?? time) !== time;
  return isCut || systems.includes('colorado') ? 1 : 0;
}

/**
 * The span within which time counts with a week: the workweek, under 8-and-80 the pay period of 14 days that holds it, and
 * the days before it on which one of its workdays may have begun.
 */
export function countingSpan(
  { weekStartsOn, weekStartsAt, weekEndsAt, timeZone }: TimesheetRow,
  rules: PayPolicy,
): { from: string; until: string } {
  const { payPeriodStartsOn } = rules.overtime;
  const week = epochDay(weekStartsOn);
  const at = (day: number) => instantAt(boundaryAt(day, rules.workweekStart.time, timeZone));
  const back = daysReachedBack(rules);
  if (!systemsOf(rules).includes('flsa_8_80') || !payPeriodStartsOn)
    return { from: back === 0 ? weekStartsAt : at(week - back), until: weekEndsAt };
  const begun = (((week - epochDay(payPeriodStartsOn)) % 14) + 14) % 14;
  return { from: at(week - begun - back), until: at(week - begun + 14) };
}

/** The days of the facility that a week lies on, and that holidays and agreed rates are asked for: up to but not including `until`. */
export const daysOfWeek = ({ weekStartsOn }: TimesheetRow): { from: string; until: string } => ({
  from: weekStartsOn,
  until: dayText(epochDay(weekStartsOn) + 8),
});

/** Whether workweeks that begin so begin where a week begins. */
export const beginsWorkweek = (
  { weekStartsOn, weekStartsAt, timeZone }: TimesheetRow,
  start: WorkweekStart,
): boolean =>
  weekdayOf(epochDay(weekStartsOn)) === start.day &&
  workweekStartingOn(weekStartsOn, start, timeZone).start === weekStartsAt;
