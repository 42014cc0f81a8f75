import { submissions } from '../../store/facts/submissions.ts';
import { metric, workReaders, type Metric } from '../metric.ts';

const shared = { fact: submissions, cohort: 'date', readers: workReaders, version: 1 } as const;
const cohort = 'Of submissions handed in in the period, by the facility’s day';
const unseen = 'To a client, submissions that were not presented to it.';
const offered = 'count(*) filter (where is_offered)';

/** How far proposals came. */
export const submissionMetrics: readonly Metric[] = [
  metric({
    ...shared,
    name: 'submissions',
    title: 'Submissions',
    definition: `${cohort}: how many, whatever became of them.`,
    unit: 'count',
    numerator: 'count(*)',
    exclusions: unseen,
  }),
  metric({
    ...shared,
    name: 'submission_to_interview',
    title: 'Submission to interview',
    definition: `${cohort}: those of which an interview was asked for, whatever became of it ÷ all.`,
    unit: 'ratio',
    numerator: 'count(*) filter (where is_interviewed)',
    denominator: 'count(*)',
    exclusions: unseen,
    better: 'higher',
  }),
  metric({
    ...shared,
    name: 'submission_to_interview_held',
    title: 'Submission to interview held',
    definition: `${cohort}: those of which an interview took place ÷ all.`,
    unit: 'ratio',
    numerator: 'count(*) filter (where is_interview_held)',
    denominator: 'count(*)',
    exclusions: unseen,
    better: 'higher',
  }),
  metric({
    ...shared,
    name: 'interview_to_offer',
    title: 'Interview to offer',
    definition: `${cohort}: those with an offer that reached the vendor ÷ those of which an interview was asked for. Offers without an interview count too, so it may exceed 1.`,
    unit: 'ratio',
    numerator: offered,
    denominator: 'count(*) filter (where is_interviewed)',
    exclusions: unseen,
    better: 'higher',
  }),
  metric({
    ...shared,
    name: 'offer_acceptance',
    title: 'Offer acceptance',
    definition: `${cohort}: offers accepted by both sides ÷ offers that reached the vendor, undecided ones among them; each offer once, however often it was countered.`,
    unit: 'ratio',
    numerator: 'sum(offers_accepted)',
    denominator: 'sum(offers_extended)',
    exclusions: `Drafts, and offers that were never approved. ${unseen}`,
    better: 'higher',
  }),
  metric({
    ...shared,
    name: 'submission_to_start',
    title: 'Submission to start',
    definition: `${cohort}: those whose worker began on the order ÷ all.`,
    unit: 'ratio',
    numerator: 'count(*) filter (where is_started)',
    denominator: 'count(*)',
    exclusions: unseen,
    better: 'higher',
  }),
];
