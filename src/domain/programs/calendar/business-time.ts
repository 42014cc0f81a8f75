import { formatHours } from '../../../kernel/hours.ts';
import { boundaryAt, localDay, type EpochDay } from '../../../kernel/zone.ts';
import { weekdayOf, type Weekday } from '../../../kernel/week.ts';

/** A span of a weekday in which a program works: local times `HH:MM`, `24:00` being the end of the day. */
export interface WorkingSpan {
  weekday: Weekday;
  from: string;
  to: string;
}

/** When a program works, by its own zone. */
export interface WorkingTime {
  timeZone: string;
  hours: readonly WorkingSpan[];
  /** Days, `YYYY-MM-DD`, on which it does not. */
  holidays: ReadonlySet<EpochDay>;
}

const perMinute = 60_000;
const perHour = 60 * perMinute;
// What a calendar of the fewest hours and the most holidays needs for the longest delay, and more.
const farthest = 25_000;

type Span = readonly [start: number, end: number];

const at = (day: EpochDay, time: string, zone: string): number =>
  (time === '24:00' ? boundaryAt(day + 1, '00:00', zone) : boundaryAt(day, time, zone)) * perMinute;

/** The working spans of a local day as milliseconds since 1970, in order; what a clock change leaves nothing of is none. */
function spansOn(day: EpochDay, { timeZone, hours, holidays }: WorkingTime): Span[] {
  if (holidays.has(day)) return [];
  const weekday = weekdayOf(day);
  return hours
    .filter((span) => span.weekday === weekday)
    .map(({ from, to }): Span => [at(day, from, timeZone), at(day, to, timeZone)])
    .filter(([start, end]) => end > start)
    .toSorted(([one], [other]) => one - other);
}

const dayAt = (instant: number, zone: string): EpochDay => localDay(Math.floor(instant / perMinute), zone);

/**
 * The earliest instant (milliseconds since 1970) by which so much working time has passed since another; that instant
 * itself where none is to pass. Throws a RangeError where the calendar holds not so much in 68 years.
 */
export function afterWorking(since: number, milliseconds: number, time: WorkingTime): number {
  if (milliseconds <= 0) return since;
  let left = milliseconds;
  const first = dayAt(since, time.timeZone);
  for (let day = first; day < first + farthest; day += 1) {
    for (const [start, end] of spansOn(day, time)) {
      const begin = Math.max(start, since);
      if (end - begin >= left) return begin + left;
      left -= Math.max(end - begin, 0);
    }
  }
  throw new RangeError('the calendar holds not so much working time');
}

/** The working time between two instants, in milliseconds; negative where the second is the earlier one. */
export function workingBetween(from: number, to: number, time: WorkingTime): number {
  if (to < from) return -workingBetween(to, from, time);
  let total = 0;
  const last = dayAt(to, time.timeZone);
  for (let day = dayAt(from, time.timeZone); day <= last; day += 1)
    for (const [start, end] of spansOn(day, time))
      total += Math.max(Math.min(end, to) - Math.max(start, from), 0);
  return total;
}

/** Reckons in a program's business hours. */
export interface BusinessTime {
  /** The earliest instant by which so many business hours (a decimal, 2 places) have passed since the instant. */
  addHours(instant: string, hours: number | string): string;
  /** The business hours between two instants, whole minutes: `"41.25"`, else 4 places; negative where they are reversed. */
  hoursBetween(from: string, to: string): string;
}

const millisecondsOf = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

export const businessTimeOf = (time: WorkingTime): BusinessTime => ({
  addHours: (instant, hours) =>
    Temporal.Instant.fromEpochMilliseconds(
      afterWorking(millisecondsOf(instant), Math.round(Number(hours) * 100) * (perHour / 100), time),
    ).toString(),
  hoursBetween: (from, to) =>
    formatHours(Math.trunc(workingBetween(millisecondsOf(from), millisecondsOf(to), time) / perMinute)),
});
