import { z } from 'zod';
import { step } from '../../kernel/lifecycle.ts';
import { timer, type Consequence, type Context, type Timer } from '../../kernel/operation.ts';
import { forecastLife } from './lifecycle.ts';
import { forecastFailed, forecastReady } from './model/happened.ts';
import { historyOf, weekAfter, wholeWeeks } from './models/weeks.ts';
import { serve } from './models/serve.ts';
import { keepServed } from './keep-served.ts';
import { nextUnits, weeklyDemand } from './store/history.ts';
import type { Row } from '../../kernel/transaction.ts';
import { forecasts } from './tables.ts';

type ForecastRow = Row<typeof forecasts>;

/** So many units are forecast in one transaction, that other work of the process is not kept waiting long. */
const mostUnits = 4;
/** Weeks of a year: a history that shows two years of them is decomposed by it. */
const weeksOfYear = 52;

const factsOf = ({ kind, basis, measure }: ForecastRow) => ({ kind, basis, measure });

async function endPreparing(row: ForecastRow, { tx, now }: Context): Promise<Consequence> {
  if (row.lines === 0) {
    const failedBecause = `There is no history of the kind ${row.basis} before ${row.firstWeekStart}.`;
    const changes = { state: step(forecastLife, 'fail', row.state), failedBecause };
    const failed = await tx.change(forecasts, row, changes);
    return { events: [forecastFailed(failed, factsOf(row), failedBecause)] };
  }
  const changes = { state: step(forecastLife, 'finish', row.state), readyAt: now };
  const ready = await tx.change(forecasts, row, changes);
  return { events: [forecastReady(ready, factsOf(row))] };
}

/** Forecasts the units of a place behind an id, a few at a time; the forecast is ready after the last. */
export const prepareForecast: Timer<{ after: string | null }> = timer({
  name: 'prepareForecast',
  data: z.strictObject({ after: z.string().nullable() }),
  async handle({ subjectId, data: { after } }, context) {
    const row = await context.take(forecasts, subjectId, { version: false });
    if (row.state !== 'preparing') return {};
    const units = await nextUnits(row, after, mostUnits, context);
    const told = await weeklyDemand(
      {
        ...row,
        unitIds: units.map(({ id }) => id),
        from: weekAfter(row.firstWeekStart, -row.historyWeeks!),
        until: row.firstWeekStart,
      },
      context,
    );
    let lines = 0;
    for (const unit of units) {
      const ofUnit = told.filter(({ unitId }) => unitId === unit.id);
      for (const [profession, weeks] of Map.groupBy(ofUnit, (week) => week.profession)) {
        const values = new Map(wholeWeeks(weeks).map(({ week, value }) => [week, value]));
        const history = historyOf(
          values,
          row.firstWeekStart,
          row.basis !== 'imported' && row.basis !== 'census',
        );
        const served = serve(history.values, row.horizonWeeks, weeksOfYear, history.untold);
        await keepServed({ forecast: row, unit, profession, history, served }, context);
        lines += 1;
      }
    }
    const counted = lines === 0 ? row : await context.tx.change(forecasts, row, { lines: row.lines + lines });
    if (units.length < mostUnits) return endPreparing(counted, context);
    return { timers: [prepareForecast(context.now, row.id, { after: units.at(-1)!.id })] };
  },
});
