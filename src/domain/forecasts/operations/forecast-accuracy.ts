import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { codeOf, Day, Id, Instant, reference } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { localDate } from '../../../kernel/zone.ts';
import { programs } from '../../programs/index.ts';
import { accuracyOf, type Accuracy, type Scored } from '../models/accuracy.ts';
import { decimalText } from '../models/decimal.ts';
import { weekAfter } from '../models/weeks.ts';
import { DemandQuantity, ErrorPercent } from '../model/shapes.ts';
import { permissions } from '../policy.ts';
import { weeklyDemand } from '../store/history.ts';
import { weeksOf, type ForecastWeekRow } from '../store/forecast-weeks.ts';
import { forecasts } from '../tables.ts';

const percent = ErrorPercent.nullable();
const Score = z
  .strictObject({
    points: z.int(),
    mape: percent,
    wape: percent,
    bias: percent,
    coverage: percent,
    coveredPoints: z.int(),
  })
  .meta({ id: 'ForecastScore' });
const quantity = DemandQuantity.nullable();
const Week = z
  .strictObject({
    lineId: Id,
    unitId: Id,
    profession: codeOf('profession', 'rn'),
    weekStartsOn: Day,
    value: DemandQuantity,
    lowerValue: quantity,
    upperValue: quantity,
    baselineValue: quantity,
    actual: DemandQuantity,
  })
  .meta({ id: 'ForecastOutcome' });

const percentOf = (error: number | null) => (error === null ? null : decimalText(error, 4));

const scoreOf = ({ points, coveredPoints, ...errors }: Accuracy) => ({
  points,
  coveredPoints,
  mape: percentOf(errors.mape),
  wape: percentOf(errors.wape),
  bias: percentOf(errors.bias),
  coverage: percentOf(errors.coverage),
});

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

export const forecastAccuracy = query({
  name: 'forecastAccuracy',
  summary:
    'How a forecast did in the weeks that are over, against what came by the same basis: MAPE, WAPE, bias and coverage, the baseline’s beside.',
  rest: 'GET /forecasts/{forecastId}/accuracy',
  permission: permissions.read,
  input: z.strictObject({ forecastId: reference('forecast') }),
  output: z
    .strictObject({
      forecastId: Id,
      asOf: Instant,
      served: Score,
      baseline: Score,
      weeks: z.array(Week).meta({ description: 'Of the units that the viewer sees.' }),
    })
    .meta({ id: 'ForecastAccuracy' }),
  rows: 'weeks',
  heavy: true,
  async handle({ forecastId }, context) {
    const { tx, now } = context;
    const forecast = await tx.find(forecasts, forecastId);
    if (!forecast) throw notFound();
    const { basis, measure, firstWeekStart, profession, programId } = forecast;
    const weeks = await weeksOf(forecastId, context);
    // The units are those that the viewer sees; what came of them is counted whole, as it was for the forecast.
    const came = await asTenant(tx, async () => {
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
    return {
      forecastId,
      asOf: now,
      served: scoreOf(accuracyOf(came.map(({ served }) => served))),
      baseline: scoreOf(accuracyOf(came.flatMap(({ baseline }) => baseline))),
      weeks: came.map(({ week, actual }) => ({
        lineId: week.lineId,
        unitId: week.unitId,
        profession: week.profession,
        weekStartsOn: week.weekStartsOn,
        value: week.value,
        lowerValue: week.lowerValue,
        upperValue: week.upperValue,
        baselineValue: week.baselineValue,
        actual: decimalText(actual, 2),
      })),
    };
  },
});
