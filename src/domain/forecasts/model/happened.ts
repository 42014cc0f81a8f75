import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { ForecastBasis, ForecastKind, ForecastMeasure } from './shapes.ts';

const fact = factsFor(['operator', 'client'], z.strictObject({}));
const ofForecast = factsFor(
  ['operator', 'client'],
  z.strictObject({ kind: ForecastKind, basis: ForecastBasis, measure: ForecastMeasure }),
);

export const forecastCreated = ofForecast('forecast.created', 'Weekly demand is being forecast.');
export const forecastStated = ofForecast('forecast.stated', 'Somebody stated what demand they expect.');
export const forecastReady = ofForecast('forecast.prepared', 'A forecast and its backtests can be read.');
export const forecastFailed = ofForecast('forecast.failed', 'There is no history to forecast from.');
export const forecastScored = ofForecast(
  'forecast.scored',
  'A forecast was compared with what came in the weeks that are over.',
);
const ofSchedule = factsFor(
  ['operator', 'client'],
  z.strictObject({ basis: ForecastBasis, measure: ForecastMeasure }),
);
export const forecastScheduled = ofSchedule(
  'forecast_schedule.created',
  'A forecast will be made anew each week.',
);
export const forecastScheduleEnded = ofSchedule(
  'forecast_schedule.ended',
  'A forecast is made anew no more.',
);
export const forecastScheduleStopped = ofSchedule(
  'forecast_schedule.stopped',
  'A forecast is made anew no more: whoever asked for it has no right to it any more.',
);
export const demandRecorded = fact('demand_observation.recorded', 'Demand of a unit on a day was told.');
export const demandCorrected = fact(
  'demand_observation.corrected',
  'Demand of a unit on a day was told otherwise.',
);
export const censusRecorded = fact('census_count.recorded', 'The patients of a unit in a shift were told.');
export const censusCorrected = fact(
  'census_count.corrected',
  'The patients of a unit in a shift were told otherwise.',
);
export const demandWithdrawn = fact(
  'demand_observation.withdrawn',
  'Demand that was told of a unit was taken back: it counts no more.',
);
export const censusWithdrawn = fact(
  'census_count.withdrawn',
  'Patients that were told of a unit were taken back: they count no more.',
);
export const standardSet = fact('unit_standard.set', 'The kind of a unit was said, from a day on.');
export const standardEnded = fact('unit_standard.ended', 'A kind of a unit ends because another one begins.');

export const forecastScheduledAlready = declareError(
  'forecast_scheduled_already',
  'conflict',
  'The same is forecast each week already.',
);
export const demandRecordedMeanwhile = declareError(
  'demand_recorded_meanwhile',
  'conflict',
  'The same day of the unit was told by another request; send it again.',
);
export const censusRecordedMeanwhile = declareError(
  'census_recorded_meanwhile',
  'conflict',
  'The same shift of the unit was told by another request; send it again.',
);
export const standardOverlaps = declareError(
  'unit_standard_overlaps',
  'conflict',
  'Another kind of the unit begins on or after this day.',
);
export const forecastBeyondScope = declareError(
  'forecast_beyond_scope',
  'forbidden',
  'This is about units that your membership is not bound to.',
);
