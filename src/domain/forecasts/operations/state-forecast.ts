import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { codeOf, Day, reference, text } from '../../../kernel/shapes.ts';
import { weekdayOf } from '../../../kernel/week.ts';
import { epochDay } from '../../../kernel/zone.ts';
import { units } from '../../programs/index.ts';
import { readyAtOnce } from '../lifecycle.ts';
import { forecastStated } from '../model/happened.ts';
import { DemandQuantity, ForecastBasis, ForecastMeasure } from '../model/shapes.ts';
import { weekAfter } from '../models/weeks.ts';
import { forecast } from '../nouns/forecast.ts';
import { permissions } from '../policy.ts';
import { forecastLines, forecasts, forecastWeeks } from '../tables.ts';

const Week = z
  .strictObject({
    value: DemandQuantity,
    lowerValue: DemandQuantity.nullish(),
    upperValue: DemandQuantity.nullish(),
  })
  .meta({ id: 'StatedWeek' });

type Stated = z.output<typeof Week>;

/** Refuses an interval of one end, or one that does not hold its value. */
function assertInterval({ value, lowerValue, upperValue }: Stated, at: number): void {
  if ((lowerValue == null) !== (upperValue == null))
    throw refuse(`/weeks/${at}/upperValue`, 'half_an_interval', 'An interval has two ends.');
  if (lowerValue == null || upperValue == null) return;
  if (Number(lowerValue) > Number(value) || Number(value) > Number(upperValue))
    throw refuse(`/weeks/${at}/value`, 'outside_interval', 'A value lies within its interval.');
}

export const stateForecast = command({
  name: 'stateForecast',
  summary: 'Keep what somebody expects of a unit’s demand, week by week, to be compared with what comes.',
  rest: 'POST /stated-forecasts',
  permission: permissions.forecast,
  input: z.strictObject({
    unitId: reference('unit'),
    profession: codeOf('profession', 'rn'),
    basis: ForecastBasis,
    measure: ForecastMeasure.default('hours'),
    firstWeekStart: Day.meta({ description: 'A Sunday; the other weeks follow it.' }),
    weeks: z.array(Week).min(1).max(13),
    note: text(2_000).nullish(),
  }),
  example: {
    unitId: '0198c0de-0000-7000-8000-000000000001',
    profession: 'rn',
    basis: 'imported',
    firstWeekStart: '2026-02-01',
    weeks: [{ value: '1200' }],
  },
  output: forecast,
  async handle({ unitId, profession, basis, measure, firstWeekStart, weeks, note = null }, { tx, now }) {
    if (weekdayOf(epochDay(firstWeekStart)) !== 'sunday')
      throw refuse('/firstWeekStart', 'not_a_sunday', 'Weeks begin on Sunday.');
    if (basis === 'census' && measure !== 'hours')
      throw refuse('/measure', 'hours_only', 'What patients are owed is counted in hours.');
    for (const [at, week] of weeks.entries()) assertInterval(week, at);
    const { facilityId, programId } = (await tx.find(units, unitId))!;
    const place = { programId, facilityId, unitId };
    const [row] = await tx.insert(forecasts, [
      {
        ...place,
        profession,
        kind: 'stated',
        basis,
        measure,
        firstWeekStart,
        horizonWeeks: weeks.length,
        historyWeeks: null,
        note,
        state: readyAtOnce,
        readyAt: now,
        lines: 1,
      },
    ]);
    const forecastId = row!.id;
    const why = 'As it was stated.';
    const [line] = await tx.insert(forecastLines, [
      { forecastId, ...place, profession, historyWeeks: 0, model: 'stated', why },
    ]);
    await tx.insert(
      forecastWeeks,
      weeks.map(({ value, lowerValue = null, upperValue = null }, at) => ({
        forecastId,
        lineId: line!.id,
        ...place,
        profession,
        weekStartsOn: weekAfter(firstWeekStart, at),
        weeksAhead: at + 1,
        value,
        lowerValue,
        upperValue,
      })),
    );
    return { result: row!, events: [forecastStated(row!, { kind: 'stated', basis, measure })] };
  },
});
