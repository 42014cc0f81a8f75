import { dayText, epochDay } from '../../../kernel/zone.ts';

/** The whole weeks of a series, from the first with any demand to the last before the forecast. */
export interface History {
  /** The Sunday of the first; null where there is none. */
  from: string | null;
  values: number[];
  /** Weeks that were not told and lie between others: interpolated. */
  filled: number;
}

/** The Sunday some weeks after another. */
export const weekAfter = (sunday: string, weeks: number): string => dayText(epochDay(sunday) + 7 * weeks);

function interpolated(values: readonly (number | undefined)[]): number[] {
  return values.map((value, at) => {
    if (value !== undefined) return value;
    const before = values.findLastIndex((one, place) => place < at && one !== undefined);
    const after = values.findIndex((one, place) => place > at && one !== undefined);
    if (after === -1) return values[before]!;
    return values[before]! + ((values[after]! - values[before]!) * (at - before)) / (after - before);
  });
}

/**
 * Weeks in order without gaps. Of what the service itself counts a week that has nothing is a week without demand; what
 * others tell may be late or missing, so such a week is interpolated, and the last told one goes on.
 */
export function historyOf(
  weeks: ReadonlyMap<string, number>,
  firstWeekStart: string,
  gapsAreZero: boolean,
): History {
  const from = [...weeks.keys()].toSorted()[0];
  if (from === undefined) return { from: null, values: [], filled: 0 };
  const count = (epochDay(firstWeekStart) - epochDay(from)) / 7;
  const told = Array.from({ length: count }, (_, at) => weeks.get(weekAfter(from, at)));
  if (gapsAreZero) return { from, values: told.map((value) => value ?? 0), filled: 0 };
  return {
    from,
    values: interpolated(told),
    filled: told.filter((value) => value === undefined).length,
  };
}
