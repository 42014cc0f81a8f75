import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { codeOf, Day, Id, Instant, text } from '../../../kernel/shapes.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { forecastLife } from '../lifecycle.ts';
import {
  DemandQuantity,
  ErrorPercent,
  ForecastBasis,
  ForecastKind,
  ForecastMeasure,
  ForecastModelShape,
  ForecastState,
  ServingModel,
} from '../model/shapes.ts';
import { ofForecast, permissions } from '../policy.ts';
import { forecastBacktests, forecasts, forecastLines, forecastWeeks } from '../tables.ts';
import { place } from './place.ts';

const filtered = { filter: true };
const listed = { filter: true, sort: true };
const profession = field(codeOf('profession', 'rn'), filtered);
const quantity = field(DemandQuantity.nullable());
const percent = field(ErrorPercent.nullable(), { sort: true });

export const forecast = noun({
  name: 'forecast',
  summary:
    'Weekly demand expected in a program or a part of it, by unit and profession, 1 to 13 weeks ahead.',
  table: forecasts,
  read: permissions.read,
  lifecycle: forecastLife,
  fields: {
    programId: field(Id, filtered),
    facilityId: field(Id.nullable(), filtered),
    unitId: field(Id.nullable(), filtered),
    profession: field(codeOf('profession', 'rn').nullable(), filtered),
    kind: field(ForecastKind, filtered),
    basis: field(ForecastBasis, filtered),
    measure: field(ForecastMeasure, filtered),
    firstWeekStart: field(
      Day.meta({ description: 'The Sunday of the first week forecast; what is before it was known.' }),
      listed,
    ),
    horizonWeeks: field(z.int()),
    historyWeeks: field(
      z
        .int()
        .nullable()
        .meta({ description: 'How many weeks are looked back at most; null of what was stated.' }),
    ),
    note: field(text(2_000).nullable(), { readers: ({ role }) => role !== 'analyst' }),
    state: field(ForecastState, filtered),
    lines: field(z.int().meta({ description: 'How many units and professions have a forecast.' })),
    failedBecause: field(z.string().nullable()),
    readyAt: field(Instant.nullable(), { sort: true }),
    scheduleId: field(Id.nullable(), filtered),
    lastScoredWeekStartsOn: field(
      Day.nullable().meta({
        description: 'The Sunday of the last week that was compared with what came; null before any was.',
      }),
      { sort: true },
    ),
    scoredPoints: field(z.int().nullable()),
    scoredMape: percent,
    scoredWape: percent,
    scoredBias: percent,
    scoredCoverage: percent,
  },
  visibleTo: ofForecast(forecasts, 'id'),
});

export const forecastLine = noun({
  name: 'forecastLine',
  summary:
    'One unit’s demand for a profession within a forecast: its history, which model serves it, and why.',
  table: forecastLines,
  read: permissions.read,
  fields: {
    forecastId: field(Id, filtered),
    ...place,
    profession,
    historyWeeks: field(z.int(), { sort: true }),
    filledWeeks: field(z.int().meta({ description: 'Weeks that were not told, and are interpolated.' })),
    historyFrom: field(Day.nullable()),
    historyMean: quantity,
    model: field(ServingModel, filtered),
    why: field(text(2_000)),
  },
  visibleTo: ofForecast(forecastLines, 'forecastId'),
});

export const forecastBacktest = noun({
  name: 'forecastBacktest',
  summary:
    'How a model would have done on the history of a series: forecast from earlier weeks, compared with what came.',
  table: forecastBacktests,
  read: permissions.read,
  fields: {
    forecastId: field(Id, filtered),
    lineId: field(Id, filtered),
    ...place,
    model: field(ForecastModelShape, filtered),
    origins: field(z.int()),
    points: field(z.int()),
    mape: percent,
    wape: percent,
    bias: percent,
    coverage: field(
      ErrorPercent.nullable().meta({ description: 'Percent of outcomes within the 80 % interval.' }),
    ),
    coveredPoints: field(z.int().meta({ description: 'Of how many forecasts with an interval.' })),
    serves: field(z.boolean(), filtered),
  },
  visibleTo: ofForecast(forecastBacktests, 'forecastId'),
});

export const forecastWeek = noun({
  name: 'forecastWeek',
  summary: 'What is expected of one week: value and 80 % interval, the seasonal-naive baseline beside it.',
  table: forecastWeeks,
  read: permissions.read,
  fields: {
    forecastId: field(Id, filtered),
    lineId: field(Id, filtered),
    ...place,
    profession,
    weekStartsOn: field(Day, listed),
    weeksAhead: field(z.int(), listed),
    value: field(DemandQuantity),
    lowerValue: quantity,
    upperValue: quantity,
    baselineValue: quantity,
    baselineLower: quantity,
    baselineUpper: quantity,
  },
  visibleTo: ofForecast(forecastWeeks, 'forecastId'),
});

edge(forecast, 'programId', 'program', program, null);
edge(forecast, 'facilityId', 'facility', facility, null);
edge(forecast, 'unitId', 'unit', unit, null);
edge(forecastLine, 'forecastId', 'forecast', forecast, 'unitLines');
edge(forecastLine, 'unitId', 'unit', unit, null);
edge(forecastBacktest, 'lineId', 'line', forecastLine, 'backtests');
edge(forecastWeek, 'lineId', 'line', forecastLine, 'weeks');
edge(forecastWeek, 'forecastId', 'forecast', forecast, 'weeks');
edge(forecastWeek, 'unitId', 'unit', unit, null);
