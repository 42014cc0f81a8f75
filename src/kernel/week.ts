import { boundaryAt, dayText, epochDay, instantAt, localDay } from './zone.ts';
import type { EpochDay } from './zone.ts';

/** The days of the week, Sunday first. */
export const weekdays = [
  'sunday',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
] as const;
export type Weekday = (typeof weekdays)[number];

/** Where a workweek begins by the facility's wall clock: a weekday and a time `HH:MM` (29 CFR 778.105). */
export interface WorkweekStart {
  readonly day: Weekday;
  readonly time: string;
}

/** A span of work: from `start` up to but not including `end`, instants in UTC; its days are the zone's. */
export interface WorkSpan {
  readonly startsOn: string;
  /** The day of its last minute. */
  readonly endsOn: string;
  readonly start: string;
  readonly end: string;
}

/** The weekday of a day. */
export const weekdayOf = (day: EpochDay): Weekday => weekdays[(((day + 4) % 7) + 7) % 7]!;

/** The last day that is this weekday, on or before a day. */
export function weekdayOnOrBefore(weekday: Weekday, day: EpochDay): EpochDay {
  return day - ((weekdays.indexOf(weekdayOf(day)) - weekdays.indexOf(weekday) + 7) % 7);
}

function span(first: EpochDay, days: number, time: string, zone: string): WorkSpan {
  const end = boundaryAt(first + days, time, zone);
  return {
    startsOn: dayText(first),
    endsOn: dayText(localDay(end - 1, zone)),
    start: instantAt(boundaryAt(first, time, zone)),
    end: instantAt(end),
  };
}

/**
 * The workweek that begins on a day: seven wall-clock days, 168 hours but in a week of a clock change (167 or
 * 169). Throws a RangeError if workweeks do not begin on that weekday.
 */
export function workweekStartingOn(startsOn: string, start: WorkweekStart, zone: string): WorkSpan {
  const day = epochDay(startsOn);
  if (weekdayOf(day) !== start.day)
    throw new RangeError(`workweeks begin on ${start.day}, ${startsOn} is not one`);
  return span(day, 7, start.time, zone);
}
