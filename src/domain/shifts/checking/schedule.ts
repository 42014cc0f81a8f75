import { weekdayOnOrBefore, workweekStartingOn, type WorkweekStart } from '../../../kernel/week.ts';
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
  /** Minutes of the workweek, this shift included, of what the caller sees; and how many of them are overtime. */
  weekMinutes: number;
  overtimeMinutes: number;
  /** Whether the program's rule is broken only by what the caller does not see. */
  isOverUnseen: boolean;
}

/** When the week begins by which overtime is told, at the facility, and after how many minutes; null: none is told. */
export interface Workweek extends WorkweekStart {
  limitMinutes: number | null;
}

/** What holds where no pay policy does: 40 hours (29 USC 207(a)(1)) of a week from Sunday on. */
const withoutPolicy: Workweek = { day: 'sunday', time: '00:00', limitMinutes: 40 * 60 };

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

function weekOf({ startsAt, localDate, timeZone }: Wanted, begins: WorkweekStart) {
  const first = weekdayOnOrBefore(begins.day, epochDay(localDate));
  const week = workweekStartingOn(dayText(first), begins, timeZone);
  // On the day on which weeks begin, what begins before the hour is of the week before.
  return Date.parse(startsAt) < Date.parse(week.start)
    ? workweekStartingOn(dayText(first - 7), begins, timeZone)
    : week;
}

/**
 * Judges a shift by what else its worker does: no two at once, the program's rest between them, and how far the workweek
 * in which it begins (29 CFR 778.105), the pay policy's where one is in force, would go above its limit. What the caller
 * does not see counts, and shows only in that the worker is not available.
 */
export function scheduleOf(
  wanted: Wanted,
  others: readonly Engagement[],
  { minimumRestMinutes, shiftOvertime }: ShiftSettings,
  { day, time, limitMinutes }: Workweek = withoutPolicy,
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
  const { start, end } = weekOf(wanted, { day, time });
  const minutesOf = (some: readonly Omit<Engagement, 'id' | 'seen'>[]) =>
    some.reduce((total, one) => total + within(one, start, end), 0);
  const weekMinutes = minutesOf([wanted, ...others.filter(({ seen }) => seen)]);
  const all = minutesOf([wanted, ...others]);
  const limit = limitMinutes ?? Infinity;
  const isOverUnseen = shiftOvertime === 'block' && all > limit && weekMinutes <= limit;
  return {
    isAvailable: !meets && close.every(({ other }) => other.seen) && !isOverUnseen,
    tooClose: close.flatMap(({ other: { startsAt, endsAt, seen }, restMinutes }) =>
      seen ? [{ startsAt, endsAt, restMinutes }] : [],
    ),
    weekMinutes,
    overtimeMinutes: Math.max(0, weekMinutes - limit),
    isOverUnseen,
  };
}
