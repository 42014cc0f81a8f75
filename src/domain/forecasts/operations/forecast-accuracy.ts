import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { codeOf, Day, Id, Instant, reference } from '../../../kernel/shapes.ts';
import { accuracyOf, type Accuracy } from '../models/accuracy.ts';
import { decimalText } from '../models/decimal.ts';
import { DemandQuantity, ErrorPercent } from '../model/shapes.ts';
import { permissions } from '../policy.ts';
import { outcomesOf } from '../scoring.ts';
import { weeksOf } from '../store/forecast-weeks.ts';
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
    const came = await outcomesOf(forecast, await weeksOf(forecastId, context), context);
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
