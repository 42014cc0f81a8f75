import { sql } from 'drizzle-orm';
import type { FactColumn, Totals } from '../../metrics/fact.ts';
import {
  asked,
  dayThere,
  orderColumns,
  place,
  placeColumns,
  placing,
  tiered,
  vendorColumns,
} from './hiring.ts';
import { tenantColumn } from './kept.ts';

const flag = (description: string): FactColumn => ({ type: 'boolean', description });
const count = (description: string): FactColumn => ({ type: 'integer', description });

/** Which submission of which order, by whom and where, and when it was handed in. */
export const handedInColumns: Readonly<Record<string, FactColumn>> = {
  ...tenantColumn,
  submission_id: { type: 'uuid', description: 'The submission.' },
  order_id: { type: 'uuid', description: 'The order.' },
  ...placeColumns,
  ...vendorColumns,
  ...orderColumns,
  worker_id: { type: 'uuid', description: 'The worker, as an id alone.' },
  date: { type: 'date', description: 'The day on which it was handed in, by the facility’s zone.' },
  submitted_at: { type: 'timestamptz', description: 'When it was handed in.' },
};

/** What is told of how far it came. */
export const progressColumns: Readonly<Record<string, FactColumn>> = {
  is_presented: flag('Whether the client was shown it.'),
  is_interviewed: flag('Whether an interview was asked for, whatever became of it.'),
  is_interview_held: flag('Whether an interview took place.'),
  offers_extended: count('Offers that reached the vendor, each once however often it was countered.'),
  offers_accepted: count('Offers of them that both sides agreed to.'),
  is_offered: flag('Whether an offer reached the vendor.'),
  is_placed: flag('Whether an offer was accepted, also where the worker then fell off.'),
  is_started: flag('Whether the worker began.'),
};

/** How far submissions came, each kept by itself: what became of one is spread over tables that would be asked for each. */
export const submissionProgress: Totals = {
  name: 'submission_progress',
  summary: 'A submission, and how far it came; a client sees those presented to it.',
  columns: { ...handedInColumns, ...progressColumns },
  grain: 'day',
  isEach: true,
  rows: (from) => sql`
    select r.tenant_id, r.submission_id, r.order_id, ${place}, r.vendor_id, m.tier, ${asked}, r.worker_id, ${dayThere(sql`r.submitted_at`)}, r.submitted_at,
      r.presented_at is not null, r.is_interviewed, r.is_interview_held, r.offers_extended, r.offers_accepted,
      r.offers_extended > 0, r.offers_accepted > 0, r.offers_accepted > 0 and r.is_started
    from ${from('submission_progress', 'r')}${placing(from)}${tiered(from)}`,
};
