import { credentialItems } from '../../store/facts/credential-items.ts';
import { metric, programReaders, type Metric } from '../metric.ts';

// A vendor reads its own credentials alone, and so would be told other figures than what its workers are judged by.
const readers = [...programReaders, 'credentialing'] as const;
const shared = { fact: credentialItems, cohort: null, readers, version: 1, unit: 'ratio' } as const;
const exclusions =
  'Exclusions and do-not-returns, which are no credentials; direct hires. To a client, and to who is bound to programs, what vendors handed in with whom they have nothing to do.';
const atWork = 'workers who have begun and not ended, also while suspended, at the instant asked about';

/** Whether those at work have on record what is demanded of them. */
export const credentialMetrics: readonly Metric[] = [
  metric({
    ...shared,
    name: 'credential_compliance_items',
    title: 'Credential compliance, items',
    definition: `Of the credentials demanded of ${atWork} (of each assignment by its place, profession and order; hard and warned of alike): those on record that count there on that day, proven as is demanded, in their grace or waived ÷ all. The rule is that of eligibility.`,
    numerator: 'count(*) filter (where is_demanded and is_current)',
    denominator: 'count(*) filter (where is_demanded)',
    exclusions,
    better: 'higher',
  }),
  metric({
    ...shared,
    name: 'credential_compliance_people',
    title: 'Credential compliance, people',
    definition: `Of ${atWork}: those with every credential that is demanded of them on record ÷ all, each person once.`,
    numerator:
      'count(distinct worker_id) - count(distinct worker_id) filter (where is_demanded and not is_current)',
    denominator: 'count(distinct worker_id)',
    exclusions,
    better: 'higher',
  }),
];
