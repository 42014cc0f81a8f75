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

const largest = 99_999_999;

const decimal = (value: number | null, places: number): string | null =>
  value === null ? null : decimalText(Math.min(value, largest), places);
const shown = (value: number): string => decimalText(value, 2);

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
      historyMean: shown(mean),
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
      mape: decimal(test.mape, 4),
      wape: decimal(test.wape, 4),
      bias: decimal(test.bias, 4),
      coverage: decimal(test.coverage, 4),
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
        value: shown(value),
        lowerValue: decimal(lower, 2),
        upperValue: decimal(upper, 2),
        baselineValue: shown(baseline.value),
        baselineLower: decimal(baseline.lower, 2),
        baselineUpper: decimal(baseline.upper, 2),
      };
    }),
  );
}
