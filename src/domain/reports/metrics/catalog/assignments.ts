import { assignments } from '../../store/facts/assignments.ts';
import { metric, workReaders, type Metric } from '../metric.ts';

const shared = { fact: assignments, readers: workReaders, version: 1 } as const;
const perDiem = 'Work by the shift, which nobody accepts an offer for.';
const ended = 'count(*) filter (where is_offered and end_kind is not null)';
const ofEnded = 'Of assignments that ended in the period, by their last day';
const alsoHires = `${perDiem} Direct hires, which have no planned end.`;

const ofThose = (what: string) => `count(*) filter (where is_offered and end_kind is not null and ${what})`;

/** What became of placements. */
export const assignmentMetrics: readonly Metric[] = [
  metric({
    ...shared,
    name: 'placements_accepted',
    title: 'Placements accepted',
    definition:
      'Placements whose offer was accepted in the period, by the facility’s day: assignments and direct hires.',
    unit: 'count',
    cohort: 'date',
    numerator: 'count(*) filter (where is_offered)',
    exclusions: perDiem,
  }),
  metric({
    ...shared,
    name: 'fall_off_rate',
    title: 'Fall-off rate',
    definition:
      'Of placements (assignments and direct hires) accepted in the period, by the facility’s day: those that never began and never will, canceled by any side or a no-show ÷ all.',
    unit: 'ratio',
    cohort: 'date',
    numerator: 'count(*) filter (where is_offered and has_fallen_off)',
    denominator: 'count(*) filter (where is_offered)',
    exclusions: perDiem,
    better: 'lower',
  }),
  metric({
    ...shared,
    name: 'starts',
    title: 'Starts',
    definition: 'Placements (assignments and direct hires) whose first day worked lies in the period.',
    unit: 'count',
    cohort: 'started_on',
    numerator: 'count(*) filter (where is_offered)',
    exclusions: perDiem,
  }),
  metric({
    ...shared,
    name: 'on_time_start_rate',
    title: 'On-time starts',
    definition:
      'Of placements (assignments and direct hires) whose first day worked lies in the period: those that began on or before the agreed day ÷ all.',
    unit: 'ratio',
    cohort: 'started_on',
    numerator: 'count(*) filter (where is_offered and started_on <= agreed_on)',
    denominator: 'count(*) filter (where is_offered)',
    exclusions: perDiem,
    better: 'higher',
  }),
  metric({
    ...shared,
    name: 'early_termination_rate',
    title: 'Early terminations',
    definition: `${ofEnded}: those that ended before the agreed last day ÷ all.`,
    unit: 'ratio',
    cohort: 'ended_on',
    numerator: ofThose(`end_kind = 'early'`),
    denominator: ended,
    exclusions: `${alsoHires} Of those that ended early, those whom the client hired itself.`,
    better: 'lower',
  }),
  metric({
    ...shared,
    name: 'completion_rate',
    title: 'Completions',
    definition: `${ofEnded}: those that reached the agreed last day ÷ all, those whom the client hired itself among them.`,
    unit: 'ratio',
    cohort: 'ended_on',
    numerator: ofThose(`end_kind = 'completed'`),
    denominator: ended,
    exclusions: alsoHires,
    better: 'higher',
  }),
  metric({
    ...shared,
    name: 'extension_rate',
    title: 'Extensions',
    definition: `${ofEnded}: those whose terms came into force with a later last day at least once ÷ all.`,
    unit: 'ratio',
    cohort: 'ended_on',
    numerator: ofThose('was_extended'),
    denominator: ended,
    exclusions: alsoHires,
    better: 'higher',
  }),
  metric({
    ...shared,
    name: 'assignments_active',
    title: 'Assignments that run',
    definition:
      'Assignments whose worker has begun and not ended, also while suspended, at an instant; work by the shift among them.',
    unit: 'count',
    cohort: null,
    numerator: 'count(*) filter (where is_running and assignment_id is not null)',
    exclusions: 'Direct hires.',
  }),
  metric({
    ...shared,
    name: 'workers_active',
    title: 'Workers at work',
    definition: 'People with an assignment that runs, also while suspended, at an instant, each once.',
    unit: 'count',
    cohort: null,
    numerator: 'count(distinct worker_id) filter (where is_running and assignment_id is not null)',
    exclusions: 'Direct hires.',
  }),
];
