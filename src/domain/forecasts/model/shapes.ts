import { z } from 'zod';
import { oneOf } from '../../../kernel/shapes.ts';
import {
  censusKinds,
  censusShifts,
  forecastBases,
  forecastKinds,
  forecastMeasures,
  forecastModels,
  forecastScheduleStates,
  forecastStates,
  servingModels,
  unitTypes,
} from '../words.ts';

/** orders: positions of contract orders in force; shifts: what was posted; approved_time: what was worked; imported: demand observations; census: hours that patients were owed. */
export const ForecastBasis = oneOf('ForecastBasis', forecastBases);
export const ForecastMeasure = oneOf('ForecastMeasure', forecastMeasures);
export const ForecastKind = oneOf('ForecastKind', forecastKinds);
export const ForecastState = oneOf('ForecastState', forecastStates);
export const ForecastScheduleState = oneOf('ForecastScheduleState', forecastScheduleStates);
export const ForecastModelShape = oneOf('ForecastModel', forecastModels);
export const ServingModel = oneOf('ServingModel', servingModels);
export const UnitType = oneOf('UnitType', unitTypes);
export const CensusShift = oneOf('CensusShift', censusShifts);
export const CensusKind = oneOf('CensusKind', censusKinds);

const decimal = (pattern: RegExp, what: string, example: string) =>
  z
    .string()
    .regex(pattern, what)
    .meta({ scalar: 'Decimal', format: 'decimal', examples: [example] });

/** Hours or positions of a week: at most 7 digits before the point and 2 after. */
export const DemandQuantity = decimal(
  /^(0|[1-9]\d{0,6})(\.\d{1,2})?$/,
  'A quantity is a decimal string with at most 7 digits before the point and 2 after.',
  '1200.00',
);
/** An error in percent, 4 places; a bias may be below zero. */
export const ErrorPercent = decimal(
  /^-?(0|[1-9]\d{0,7})(\.\d{1,4})?$/,
  'A percentage is a decimal string with at most 4 digits after the point.',
  '3.7037',
);
/** Patients a nurse may have, or hours a patient is owed: above zero, 2 places. */
export const StaffingRatioValue = decimal(
  /^(?=.*[1-9])(0|[1-9]\d{0,2})(\.\d{1,2})?$/,
  'A ratio is above zero, with at most 3 digits before the point and 2 after.',
  '2.00',
);
/** A wall-clock time of the facility, `HH:MM`. */
export const ShiftTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day is HH:MM.')
  .meta({ examples: ['07:00'] });
