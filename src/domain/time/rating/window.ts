import { weekdayOf, workweekStartingOn, type WorkweekStart } from '../../../kernel/week.ts';
import { boundaryAt, dayText, epochDay, instantAt } from '../../../kernel/zone.ts';
import type { PayPolicy } from '../pay-rules/policy.ts';
import type { TimesheetRow } from '../store.ts';

/** Whether hours of 14 days count together under a policy. */
const isOfTwoWeeks = ({ overtime: { system, alsoSystems } }: PayPolicy) =>
  [system, ...(alsoSystems ?? [])].includes('flsa_8_80');

/** The span within which time counts with a week: the workweek, under 8-and-80 the pay period of 14 days that holds it. */
export function countingSpan(
  { weekStartsOn, weekStartsAt, weekEndsAt, timeZone }: TimesheetRow,
  rules: PayPolicy,
): { from: string; until: string } {
  const { payPeriodStartsOn } = rules.overtime;
  if (!isOfTwoWeeks(rules) || !payPeriodStartsOn) return { from: weekStartsAt, until: weekEndsAt };
  const week = epochDay(weekStartsOn);
  const begun = (((week - epochDay(payPeriodStartsOn)) % 14) + 14) % 14;
  const at = (day: number) => instantAt(boundaryAt(day, rules.workweekStart.time, timeZone));
  return { from: at(week - begun), until: at(week - begun + 14) };
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
