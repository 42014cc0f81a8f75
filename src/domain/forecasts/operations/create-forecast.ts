import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { codeOf, Day, reference, text } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { weekdayOf } from '../../../kernel/week.ts';
import { epochDay } from '../../../kernel/zone.ts';
import { placeOf, programs } from '../../programs/index.ts';
import { forecastLife } from '../lifecycle.ts';
import { forecastBeyondScope, forecastCreated } from '../model/happened.ts';
import { assertReaches, runningWeek } from '../stating.ts';
import { ForecastBasis, ForecastMeasure } from '../model/shapes.ts';
import { forecast } from '../nouns/forecast.ts';
import { permissions } from '../policy.ts';
import { forecasts } from '../tables.ts';
import { prepareForecast } from '../timers.ts';

/** Refuses a day that is no Sunday, or one whose week has not begun. */
function assertBegun(firstWeekStart: string, running: string): void {
  if (weekdayOf(epochDay(firstWeekStart)) !== 'sunday')
    throw refuse('/firstWeekStart', 'not_a_sunday', 'Weeks begin on Sunday.');
  if (firstWeekStart > running)
    throw refuse('/firstWeekStart', 'not_begun', 'The weeks before the first one forecast are over.');
}

export const createForecast = command({
  name: 'createForecast',
  summary:
    'Forecast weekly demand by unit and profession in the background, models beside a seasonal-naive baseline: from contract orders in force, shifts posted, approved time, imported observations, or hours that patients were owed.',
  rest: 'POST /forecasts',
  permission: permissions.forecast,
  input: z.strictObject({
    programId: reference('program'),
    facilityId: reference('facility').nullish(),
    unitId: reference('unit').nullish(),
    profession: codeOf('profession', 'rn').nullish(),
    basis: ForecastBasis,
    measure: ForecastMeasure.default('hours'),
    horizonWeeks: z.int().min(1).max(13).default(4),
    historyWeeks: z.int().min(8).max(520).default(156),
    firstWeekStart: Day.nullish().meta({
      description: 'A Sunday; absent: the week that runs. An earlier one forecasts from what came before it.',
    }),
    note: text(2_000).nullish(),
  }),
  example: { programId: '0198c0de-0000-7000-8000-000000000001', basis: 'shifts' },
  output: forecast,
  errors: [forecastBeyondScope],
  async handle({ firstWeekStart, note = null, profession = null, ...asked }, context) {
    const { tx } = context;
    const { basis, measure, horizonWeeks, historyWeeks } = asked;
    const place = await placeOf(asked, context);
    assertReaches(context.actor, place);
    if (basis === 'census' && measure !== 'hours')
      throw refuse('/measure', 'hours_only', 'What patients are owed is counted in hours.');
    const program = await asTenant(tx, () => tx.find(programs, asked.programId));
    const running = runningWeek(context.now, program!.timeZone);
    if (firstWeekStart != null) assertBegun(firstWeekStart, running);
    const [row] = await tx.insert(forecasts, [
      {
        ...place,
        profession,
        kind: 'computed',
        basis,
        measure,
        horizonWeeks,
        historyWeeks,
        firstWeekStart: firstWeekStart ?? running,
        note,
        state: forecastLife.initial,
      },
    ]);
    return {
      result: row!,
      events: [forecastCreated(row!, { kind: 'computed', basis, measure })],
      timers: [prepareForecast(context.now, row!.id, { after: null })],
    };
  },
});
