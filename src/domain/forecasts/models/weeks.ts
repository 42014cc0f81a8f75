import { dayText, epochDay } from '../../../kernel/zone.ts';

/** The whole weeks of a series, from the first with any demand to the last that is known before the forecast. */
export interface History {
  /** The Sunday of the first; null where there is none. */
  from: string | null;
  values: number[];
  /** Weeks that were not told and lie between others: interpolated. */
  filled: number;
  /** Weeks behind the last known one and before the forecast: they are forecast too, as nobody told of them. */
  untold: number;
}

/** What was told of a week, of so many days of it; null where the service itself counts, which misses none. */
export interface ToldWeek {
  week: string;
  value: number;
  days: number | null;
}

/** The Sunday some weeks after another. */
export const weekAfter = (sunday: string, weeks: number): string => dayText(epochDay(sunday) + 7 * weeks);

/** Told weeks in order, without a first or last one of which fewer days were told than of the one beside it: those are cut off, not low. */
export function wholeWeeks(told: readonly ToldWeek[]): ToldWeek[] {
  const isCut = (one: ToldWeek | undefined, beside: ToldWeek | undefined) =>
    one?.days != null && beside?.days != null && one.days < beside.days;
  const from = isCut(told[0], told[1]) ? 1 : 0;
  return told.slice(from, isCut(told.at(-1), told.at(-2)) ? -1 : undefined);
}

function interpolated(values: readonly (number | undefined)[]): number[] {
  return values.map((value, at) => {
    if (value !== undefined) return value;
    const before = values.findLastIndex((one, place) => place < at && one !== undefined);
    const after = values.findIndex((one, place) => place > at && one !== undefined);
    return values[before]! + ((values[after]! - values[before]!) * (at - before)) / (after - before);
  });
}

/**
 * Weeks in order without gaps. Of what the service itself counts a week that has nothing is a week without demand; what
 * others tell may be late or missing, so such a week is interpolated, and the history ends with the last told one.
 */
export function historyOf(
  weeks: ReadonlyMap<string, number>,
  firstWeekStart: string,
  gapsAreZero: boolean,
): History {
  const sundays = [...weeks.keys()].toSorted();
  const [from] = sundays;
  if (from === undefined) return { from: null, values: [], filled: 0, untold: 0 };
  const weeksTo = (sunday: string) => (epochDay(sunday) - epochDay(from)) / 7;
  const all = weeksTo(firstWeekStart);
  const count = gapsAreZero ? all : weeksTo(sundays.at(-1)!) + 1;
  const told = Array.from({ length: count }, (_, at) => weeks.get(weekAfter(from, at)));
  if (gapsAreZero) return { from, values: told.map((value) => value ?? 0), filled: 0, untold: 0 };
  return {
    from,
    values: interpolated(told),
    filled: told.filter((value) => value === undefined).length,
    untold: all - count,
  };
}
