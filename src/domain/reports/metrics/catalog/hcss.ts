import { personnelFiles } from '../../store/facts/personnel-files.ts';
import { placementMonths } from '../../store/facts/placement-months.ts';
import { metric, type Metric } from '../metric.ts';

const readers = ['program_manager', 'credentialing', 'analyst', 'integration', 'vendor_recruiter'] as const;
const manual = (measure: string) =>
  `The Joint Commission, Health Care Staffing Services certification, ${measure}`;

/** A rate of marks, of one kind of order or of all. */
const marks = (name: string, title: string, of: string, source: string, orderType?: string): Metric => {
  const those = orderType ? ` and order_type = '${orderType}'` : '';
  return metric({
    name,
    version: 1,
    title,
    definition: `Workers newly marked do-not-return, each once, whatever the reason, ÷ workers with ${of} under way on a day of the period, each once. A mark counts with the placement that it follows, over by then or not, lifted since or not. Meant for whole months.`,
    unit: 'ratio',
    fact: placementMonths,
    cohort: 'date',
    numerator: `count(distinct worker_id) filter (where mark_kind is not null${those})`,
    denominator: `count(distinct worker_id) filter (where mark_kind is null${those})`,
    exclusions: 'Marks that follow no placement; placements that never began.',
    source,
    readers,
    better: 'lower',
  });
};

/** The share of sampled files that are complete, of one kind of order or of all. */
const files = (name: string, title: string, of: string, source: string, orderType?: string): Metric => {
  const those = orderType ? `order_type = '${orderType}'` : 'true';
  return metric({
    name,
    version: 1,
    title,
    definition: `Personnel files ${of} sampled for the months of the period with background check, competency and job-appropriate credentials on file ÷ such files sampled.`,
    unit: 'ratio',
    fact: personnelFiles,
    cohort: 'date',
    numerator: `count(*) filter (where is_complete and ${those})`,
    denominator: `count(*) filter (where ${those})`,
    exclusions: 'Voided samples.',
    source,
    readers,
    better: 'higher',
  });
};

const both = manual('HCSS-4 to HCSS-7');

/** Do-not-return rates and personnel-file completeness, each as one and as the measures that keep travel and per diem apart. */
export const hcssMetrics: readonly Metric[] = [
  marks('do_not_return_rate', 'Do-not-return rate', 'a placement', both),
  marks(
    'do_not_return_rate_per_diem',
    'HCSS-4 Do Not Return: per diem',
    'a per diem placement',
    manual('HCSS-4'),
    'per_diem',
  ),
  marks(
    'do_not_return_rate_travel',
    'HCSS-5 Do Not Return: travel',
    'a contract placement',
    manual('HCSS-5'),
    'contract',
  ),
  files(
    'personnel_file_completeness',
    'Personnel-file completeness',
    'of contract and per diem workers',
    both,
  ),
  files(
    'personnel_file_completeness_per_diem',
    'HCSS-6 Completeness of Personnel File: per diem',
    'of per diem workers',
    manual('HCSS-6'),
    'per_diem',
  ),
  files(
    'personnel_file_completeness_travel',
    'HCSS-7 Completeness of Personnel File: travel',
    'of contract workers',
    manual('HCSS-7'),
    'contract',
  ),
];
