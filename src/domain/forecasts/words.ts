/** What a forecast is made from: what was asked for, posted, worked, told by another system, or owed to patients. */
export const forecastBases = ['orders', 'shifts', 'approved_time', 'imported', 'census'] as const;
export type ForecastBasis = (typeof forecastBases)[number];

export const forecastMeasures = ['hours', 'positions'] as const;
export type ForecastMeasure = (typeof forecastMeasures)[number];

export const forecastKinds = ['computed', 'stated'] as const;
/** Ended by somebody, or stopped where whoever asked for it has no right to it any more. */
export const forecastScheduleStates = ['active', 'ended', 'stopped'] as const;
export const forecastStates = ['preparing', 'ready', 'failed'] as const;

/**
 * `seasonal_naive`, the baseline, is the mean of the last four values of the same place in the season, `recent_mean` of
 * the last four whatever their place, `ets` exponential smoothing, `mstl` smoothing of what is left of a seasonal
 * decomposition, `combined` the mean of all, each weighted by how little it erred before.
 */
export const forecastModels = ['seasonal_naive', 'recent_mean', 'ets', 'mstl', 'combined'] as const;
export type ForecastModel = (typeof forecastModels)[number];
export const servingModels = [...forecastModels, 'stated'] as const;

/** Kinds of units that laws of staffing tell apart; `other` has only a ratio of its own. */
export const unitTypes = [
  'critical_care',
  'neonatal_intensive_care',
  'step_down',
  'telemetry',
  'medical_surgical',
  'specialty_care',
  'oncology',
  'pediatric',
  'emergency',
  'emergency_critical',
  'emergency_trauma',
  'labor_and_delivery',
  'antepartum',
  'postpartum_couplets',
  'postpartum_mothers',
  'combined_maternity',
  'operating_room',
  'post_anesthesia',
  'psychiatric',
  'nursing_home',
  'other',
] as const;

export const censusShifts = ['day', 'evening', 'night'] as const;
export const censusKinds = ['actual', 'projected'] as const;
