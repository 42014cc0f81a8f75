import { weekdayOf, weekdayOnOrBefore, type Weekday } from '../../../kernel/week.ts';
import { boundaryAt, dayText, epochDay, instantAt, minuteOfDay } from '../../../kernel/zone.ts';

/** How shifts come again: by the wall clock of a zone, on weekdays of every n-th week from that of the first day. */
export interface Rule {
  weekdays: readonly Weekday[];
  startTime: string;
  endTime: string;
  everyWeeks: number;
  firstOn: string;
  lastOn: string;
  skippedOn: readonly string[];
  mealMinutes: number;
}

/** A shift of a pattern: the day on which it begins in the zone, and its instants in UTC. */
export interface Occurrence {
  localDate: string;
  startsAt: string;
  endsAt: string;
}

/** How long a shift of the rule is by the wall clock, in minutes; an end that is not later is the next day's. */
export function wallMinutes({ startTime, endTime }: Pick<Rule, 'startTime' | 'endTime'>): number {
  const length = minuteOfDay(endTime) - minuteOfDay(startTime);
  return length > 0 ? length : length + 1440;
}

/**
 * The shifts of a rule that begin in a zone from a day to a day, both included. A time that the clock skips falls as much
 * later as the clock jumps; one that it shows twice is the first showing (RFC 5545, Temporal `compatible`). So a night
 * of 12.5 hours by the clock lasts 11.5 or 13.5 when the clock is changed in it. What the change leaves no time for is
 * no shift.
 */
export function occurrencesOf(rule: Rule, zone: string, from: string, to: string): Occurrence[] {
  const firstWeek = weekdayOnOrBefore('sunday', epochDay(rule.firstOn));
  const without = new Set(rule.skippedOn);
  const first = Math.max(epochDay(rule.firstOn), epochDay(from));
  const last = Math.min(epochDay(rule.lastOn), epochDay(to));
  const nextDay = minuteOfDay(rule.endTime) <= minuteOfDay(rule.startTime) ? 1 : 0;
  const found: Occurrence[] = [];
  for (let day = first; day <= last; day += 1) {
    if (!rule.weekdays.includes(weekdayOf(day))) continue;
    if (Math.floor((day - firstWeek) / 7) % rule.everyWeeks !== 0) continue;
    const localDate = dayText(day);
    if (without.has(localDate)) continue;
    const start = boundaryAt(day, rule.startTime, zone);
    const end = boundaryAt(day + nextDay, rule.endTime, zone);
    if (end - start <= rule.mealMinutes) continue;
    found.push({ localDate, startsAt: instantAt(start), endsAt: instantAt(end) });
  }
  return found;
}
