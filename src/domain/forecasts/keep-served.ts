import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { decimalText } from './models/decimal.ts';
import type { Served } from './models/serve.ts';
import { weekAfter, type History } from './models/weeks.ts';
import { forecastBacktests, forecastLines, type forecasts, forecastWeeks } from './tables.ts';

/** What is kept of a unit's forecast for a profession. */
export interface ServedLine {
  forecast: Row<typeof forecasts>;
  unit: { id: string; facilityId: string; programId: string };
  profession: string;
  history: History;
  served: Served;
}

// What columns hold: a series that a model carries off must not keep the other units from their forecasts.
const largestPercent = 99_999_999;
const largestQuantity = 9_999_999;

/** An error in percent as columns hold it. */
export const percent = (value: number | null): string | null =>
  value === null ? null : decimalText(Math.min(value, largestPercent), 4);
const quantity = (value: number): string => decimalText(Math.min(value, largestQuantity), 2);
const end = (value: number | null): string | null => (value === null ? null : quantity(value));

/** Inserts the line of a forecast with its backtests and weeks. */
export async function keepServed(
  { forecast, unit, profession, history, served }: ServedLine,
  { tx }: Context,
): Promise<void> {
  const { id: unitId, facilityId, programId } = unit;
  const place = { forecastId: forecast.id, unitId, facilityId, programId };
  const mean = history.values.reduce((sum, value) => sum + value, 0) / history.values.length;
  const [line] = await tx.insert(forecastLines, [
    {
      ...place,
      profession,
      historyWeeks: history.values.length,
      filledWeeks: history.filled,
      historyFrom: history.from,
      historyMean: quantity(mean),
      model: served.model,
      why: served.why,
    },
  ]);
  await tx.insert(
    forecastBacktests,
    served.backtests.map((test) => ({
      ...place,
      lineId: line!.id,
      model: test.model,
      origins: test.origins,
      points: test.points,
      mape: percent(test.mape),
      wape: percent(test.wape),
      bias: percent(test.bias),
      coverage: percent(test.coverage),
      coveredPoints: test.coveredPoints,
      serves: test.model === served.model,
    })),
  );
  await tx.insert(
    forecastWeeks,
    served.steps.map(({ value, lower, upper }, step) => {
      const baseline = served.baseline[step]!;
      return {
        ...place,
        lineId: line!.id,
        profession,
        weekStartsOn: weekAfter(forecast.firstWeekStart, step),
        weeksAhead: step + 1,
        value: quantity(value),
        lowerValue: end(lower),
        upperValue: end(upper),
        baselineValue: quantity(baseline.value),
        baselineLower: end(baseline.lower),
        baselineUpper: end(baseline.upper),
      };
    }),
  );
}
