import { capability } from '../../kernel/operation.ts';
import * as set from './model/benchmark-set.ts';
import * as rate from './model/market-rate.ts';
import * as savings from './model/savings-benchmark.ts';
import { benchmarkSet, savingsBenchmark } from './nouns/benchmark-set.ts';
import { marketRate, rateObservation } from './nouns/market-rate.ts';
import { benchmarkPosition } from './operations/benchmark-position.ts';
import { benchmarkTrend } from './operations/benchmark-trend.ts';
import { chooseSavingsBenchmark } from './operations/choose-savings-benchmark.ts';
import { createBenchmarkSet } from './operations/create-benchmark-set.ts';
import { proposeRateBand } from './operations/propose-rate-band.ts';
import { recordMarketRate } from './operations/record-market-rate.ts';
import { recordRateObservation } from './operations/record-rate-observation.ts';
import { activateBenchmarkSet, retireBenchmarkSet } from './operations/step-benchmark-set.ts';
import { updateBenchmarkSet } from './operations/update-benchmark-set.ts';
import { withdrawMarketRate } from './operations/withdraw-market-rate.ts';
import { withdrawRateObservation } from './operations/withdraw-rate-observation.ts';

export const benchmarks = capability({
  name: 'benchmarks',
  nouns: [benchmarkSet, marketRate, rateObservation, savingsBenchmark],
  queries: [benchmarkPosition, benchmarkTrend, proposeRateBand],
  commands: [
    createBenchmarkSet,
    updateBenchmarkSet,
    activateBenchmarkSet,
    retireBenchmarkSet,
    recordMarketRate,
    withdrawMarketRate,
    recordRateObservation,
    withdrawRateObservation,
    chooseSavingsBenchmark,
  ],
  events: [
    set.benchmarkSetCreated,
    set.benchmarkSetChanged,
    set.benchmarkSetActivated,
    set.benchmarkSetWasRetired,
    rate.marketRateRecorded,
    rate.marketRateChanged,
    rate.marketRateWithdrawn,
    rate.observationRecorded,
    rate.observationWithdrawn,
    savings.savingsBenchmarkChosen,
    savings.savingsBenchmarkChanged,
  ],
  constraints: {
    market_rates_ascend: rate.percentilesDescend,
    market_rates_once: rate.toldTwice,
    savings_benchmarks_one_a_day: savings.savingsBenchmarkTaken,
  },
});
