import { capability } from '../../kernel/operation.ts';
import * as happened from './model/happened.ts';
import { censusCount, demandObservation, staffingRatio, unitStandard } from './nouns/demand.ts';
import { forecast, forecastBacktest, forecastLine, forecastWeek } from './nouns/forecast.ts';
import { forecastSchedule } from './nouns/schedule.ts';
import { createForecast } from './operations/create-forecast.ts';
import { endForecastSchedule } from './operations/end-forecast-schedule.ts';
import { forecastAccuracy } from './operations/forecast-accuracy.ts';
import { recordCensus } from './operations/record-census.ts';
import { recordDemand } from './operations/record-demand.ts';
import { regulatoryDemand } from './operations/regulatory-demand.ts';
import { scheduleForecast } from './operations/schedule-forecast.ts';
import { setUnitStandard } from './operations/set-unit-standard.ts';
import { stateForecast } from './operations/state-forecast.ts';
import { withdrawCensusCount } from './operations/withdraw-census-count.ts';
import { withdrawDemandObservation } from './operations/withdraw-demand-observation.ts';
import { runForecastSchedule, scoreForecast } from './scheduling.ts';
import { prepareForecast } from './timers.ts';

export const forecastsCapability = capability({
  name: 'forecasts',
  nouns: [
    forecast,
    forecastLine,
    forecastBacktest,
    forecastWeek,
    forecastSchedule,
    demandObservation,
    censusCount,
    unitStandard,
    staffingRatio,
  ],
  commands: [
    createForecast,
    scheduleForecast,
    endForecastSchedule,
    stateForecast,
    recordDemand,
    withdrawDemandObservation,
    recordCensus,
    withdrawCensusCount,
    setUnitStandard,
  ],
  queries: [forecastAccuracy, regulatoryDemand],
  events: [
    happened.forecastCreated,
    happened.forecastStated,
    happened.forecastReady,
    happened.forecastFailed,
    happened.forecastScored,
    happened.forecastScheduled,
    happened.forecastScheduleEnded,
    happened.forecastScheduleStopped,
    happened.demandRecorded,
    happened.demandCorrected,
    happened.demandWithdrawn,
    happened.censusRecorded,
    happened.censusCorrected,
    happened.censusWithdrawn,
    happened.standardSet,
    happened.standardEnded,
  ],
  timers: [prepareForecast, scoreForecast, runForecastSchedule],
  constraints: {
    forecast_schedules_one: happened.forecastScheduledAlready,
    demand_observations_once: happened.demandRecordedMeanwhile,
    census_counts_once: happened.censusRecordedMeanwhile,
    unit_standards_no_overlap: happened.standardOverlaps,
  },
});
