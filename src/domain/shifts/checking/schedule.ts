import { weekdayOnOrBefore, workweekStartingOn } from '../../../kernel/week.ts';
import { dayText, epochDay } from '../../../kernel/zone.ts';
import type { Engagement, ShiftSettings } from '../store/shift.ts';

/** A shift that somebody would take. */
export interface Wanted {
  startsAt: string;
  endsAt: string;
  mealMinutes: number;
  localDate: string;
  timeZone: string;
}

/** How a shift fits what else its worker does. */
export interface Schedule {
  /** Whether it meets another, or one that the caller does not see stands in the way. */
  isAvailable: boolean;
  /** The shifts that the caller sees before and after which the rest would be too short. */
  tooClose: { startsAt: string; endsAt: string; restMinutes: number }[];
  /** Minutes of the week, this shift included, of what the caller sees; and how many of them are above 40 hours. */
  weekMinutes: number;
  overtimeMinutes: number;
  /** Whether the program's rule is broken only by what the caller does not see. */
  isOverUnseen: boolean;
}

const weeklyMinutes = 40 * 60;
const minutesBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 60_000);

const within = (
  { startsAt, endsAt, mealMinutes }: Omit<Engagement, 'id' | 'seen'>,
  start: string,
  end: string,
) => {
  const from = Math.max(Date.parse(startsAt), Date.parse(start));
  const to = Math.min(Date.parse(endsAt), Date.parse(end));
  if (to <= from) return 0;
  // A shift that lies on both sides of the week's end has its meal where it begins.
  const meal = Date.parse(startsAt) >= Date.parse(start) ? mealMinutes : 0;
  return Math.max(0, Math.round((to - from) / 60_000) - meal);
};

/**
 * Judges a shift by what else its worker does: no two at once, the program's rest between them, and how far the workweek
 * (Sunday 00:00 at the facility) would go above 40 hours (29 CFR 778.105). What the caller does not see counts, and shows
 * only in that the worker is not available.
 */
export function scheduleOf(
  wanted: Wanted,
  others: readonly Engagement[],
  { minimumRestMinutes, shiftOvertime }: ShiftSettings,
): Schedule {
  const rests = others.map((other) => ({
    other,
    restMinutes: Math.max(
      minutesBetween(other.endsAt, wanted.startsAt),
      minutesBetween(wanted.endsAt, other.startsAt),
    ),
  }));
  const meets = rests.some(({ restMinutes }) => restMinutes < 0);
  const close = rests.filter(({ restMinutes }) => restMinutes >= 0 && restMinutes < minimumRestMinutes);
  const sunday = dayText(weekdayOnOrBefore('sunday', epochDay(wanted.localDate)));
  const { start, end } = workweekStartingOn(sunday, { day: 'sunday', time: '00:00' }, wanted.timeZone);
  const minutesOf = (some: readonly Omit<Engagement, 'id' | 'seen'>[]) =>
    some.reduce((total, one) => total + within(one, start, end), 0);
  const weekMinutes = minutesOf([wanted, ...others.filter(({ seen }) => seen)]);
  const all = minutesOf([wanted, ...others]);
  const isOverUnseen = shiftOvertime === 'block' && all > weeklyMinutes && weekMinutes <= weeklyMinutes;
  return {
    isAvailable: !meets && close.every(({ other }) => other.seen) && !isOverUnseen,
    tooClose: close.flatMap(({ other: { startsAt, endsAt, seen }, restMinutes }) =>
      seen ? [{ startsAt, endsAt, restMinutes }] : [],
    ),
    weekMinutes,
    overtimeMinutes: Math.max(0, weekMinutes - weeklyMinutes),
    isOverUnseen,
  };
}
