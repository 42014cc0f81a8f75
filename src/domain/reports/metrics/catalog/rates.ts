import type { Role } from '../../../../kernel/actor.ts';
import { contractWeeks } from '../../store/facts/contract-weeks.ts';
import { contracts } from '../../store/facts/contracts.ts';
import { metric } from '../metric.ts';

/** No vendor learns of maximum rates and benchmarks. */
const readers: readonly Role[] = ['program_manager', 'client_finance', 'analyst', 'integration'];

const compared =
  'Terms for whose profession and place the program’s benchmark tells no median of the day; those who never came.';

/** What agreed rates are beside what was allowed and what the market charged. */
export const rateMetrics = [
  metric({
    name: 'rate_compliance',
    version: 1,
    title: 'Rate compliance',
    definition:
      'Placements whose agreed rate on the agreed first day is at most the order’s maximum ÷ placements of orders that have one, by that day.',
    unit: 'ratio',
    fact: contracts,
    cohort: 'date',
    numerator: 'count(*) filter (where is_first and bill_rate <= max_bill_rate)',
    denominator: 'count(*) filter (where is_first and max_bill_rate is not null)',
    exclusions: 'Orders without a maximum rate; direct hires; those who never came (canceled, no-show).',
    readers,
    better: 'higher',
  }),
  metric({
    name: 'savings_vs_benchmark_contracted',
    version: 1,
    title: 'Savings against the benchmark, contracted hours',
    definition:
      'Σ contracted hours × (the benchmark’s median on the first day of the terms − the agreed rate), rounded once for each stretch of terms, by its first day. An early end takes nothing away.',
    unit: 'money',
    fact: contracts,
    cohort: 'date',
    numerator: 'sum(round(contracted_hours * (benchmark_rate - bill_rate), 2))',
    exclusions: `${compared} Work by the shift, of which no hours are contracted.`,
    readers,
    better: 'higher',
  }),
  metric({
    name: 'savings_vs_benchmark_worked',
    version: 1,
    title: 'Savings against the benchmark, worked hours',
    definition:
      'Σ approved hours × (the benchmark’s median on the first day of the terms − the agreed rate), rounded once for each week and terms, by the last day of the week.',
    unit: 'money',
    fact: contractWeeks,
    cohort: 'date',
    numerator: 'sum(round(worked_hours * (benchmark_rate - bill_rate), 2))',
    exclusions: `${compared} Premiums for overtime and differentials.`,
    readers,
    better: 'higher',
  }),
  metric({
    name: 'rate_to_benchmark',
    version: 1,
    title: 'Agreed rates against the benchmark',
    definition:
      'Σ contracted hours × the agreed rate ÷ Σ contracted hours × the benchmark’s median on the first day of the terms, by that day: below 1 is cheaper than the market.',
    unit: 'ratio',
    fact: contracts,
    cohort: 'date',
    numerator: 'sum(contracted_hours * bill_rate) filter (where benchmark_rate is not null)',
    denominator: 'sum(contracted_hours * benchmark_rate)',
    exclusions: `${compared} Work by the shift, of which no hours are contracted.`,
    byCurrency: true,
    readers,
    better: 'lower',
  }),
] as const;
