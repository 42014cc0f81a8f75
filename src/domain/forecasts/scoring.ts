import type { Context } from '../../kernel/operation.ts';
import { asTenant, type Row } from '../../kernel/transaction.ts';
import { localDate } from '../../kernel/zone.ts';
import { programs } from '../programs/index.ts';
import type { Scored } from './models/accuracy.ts';
import { weekAfter } from './models/weeks.ts';
import type { ForecastWeekRow } from './store/forecast-weeks.ts';
import { weeklyDemand } from './store/history.ts';
import type { forecasts } from './tables.ts';

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

/** A week and what came of it, as the served forecast and as the baseline told it. */
const scoredOf = (
  { value, lowerValue, upperValue, baselineValue, baselineLower, baselineUpper }: ForecastWeekRow,
  actual: number,
): { served: Scored; baseline: Scored[] } => ({
  served: { forecast: Number(value), actual, lower: numberOf(lowerValue), upper: numberOf(upperValue) },
  baseline:
    baselineValue === null
      ? []
      : [
          {
            forecast: Number(baselineValue),
            actual,
            lower: numberOf(baselineLower),
            upper: numberOf(baselineUpper),
          },
        ],
});

/** Those of a forecast's weeks that are over, each with what came of it by the same basis. */
export async function outcomesOf(
  { basis, measure, firstWeekStart, profession, programId }: Row<typeof forecasts>,
  weeks: readonly ForecastWeekRow[],
  context: Context,
) {
  const { tx, now } = context;
  // The units are those that the viewer sees; what came of them is counted whole, as it was for the forecast.
  return asTenant(tx, async () => {
    const { timeZone } = (await tx.find(programs, programId))!;
    const today = localDate(now, timeZone);
    const over = weeks.filter(({ weekStartsOn }) => weekAfter(weekStartsOn, 1) <= today);
    const last = over.reduce(
      (latest, { weekStartsOn }) => (weekStartsOn > latest ? weekStartsOn : latest),
      '',
    );
    if (last === '') return [];
    const unitIds = [...new Set(over.map(({ unitId }) => unitId))];
    const until = weekAfter(last, 1);
    const told = await weeklyDemand(
      { basis, measure, unitIds, profession, from: firstWeekStart, until },
      context,
    );
    const byWeek = new Map(told.map((one) => [`${one.unitId} ${one.profession} ${one.week}`, one.value]));
    return over.flatMap((week) => {
      const actual = byWeek.get(`${week.unitId} ${week.profession} ${week.weekStartsOn}`);
      // What others did not tell is not known; what the service counts itself is nothing.
      if (actual === undefined && (basis === 'imported' || basis === 'census')) return [];
      return [{ week, actual: actual ?? 0, ...scoredOf(week, actual ?? 0) }];
    });
  });
}
