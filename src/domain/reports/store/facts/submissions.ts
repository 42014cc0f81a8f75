import { sql, type SQL } from 'drizzle-orm';
import { fact, type FactColumn } from '../../metrics/fact.ts';
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

const flag = (description: string): FactColumn => ({ type: 'boolean', description });
const count = (description: string): FactColumn => ({ type: 'integer', description });

/** How far a vendor's proposal came. */
export const submissions = fact({
  name: 'submissions',
  summary: 'One row a submission of a worker for an order; a client sees those presented to it.',
  columns: {
    tenant_id: { type: 'uuid', description: 'The tenant.' },
    submission_id: { type: 'uuid', description: 'The submission.' },
    order_id: { type: 'uuid', description: 'The order.' },
    ...placeColumns,
    ...vendorColumns,
    ...orderColumns,
    worker_id: { type: 'uuid', description: 'The worker, as an id alone.' },
    date: { type: 'date', description: 'The day on which it was handed in, by the facility’s zone.' },
    submitted_at: { type: 'timestamptz', description: 'When it was handed in.' },
    submission_state: {
      type: 'text',
      description:
        'submitted, msp_review, presented, shortlisted, interview, offered, hired, fell_off, rejected, withdrawn, expired or duplicate.',
    },
    is_presented: flag('Whether the client was shown it.'),
    is_interviewed: flag('Whether an interview was asked for, whatever became of it.'),
    is_interview_held: flag('Whether an interview took place.'),
    offers_extended: count('Offers that reached the vendor, each once however often it was countered.'),
    offers_accepted: count('Offers of them that both sides agreed to.'),
    is_offered: flag('Whether an offer reached the vendor.'),
    is_placed: flag('Whether an offer was accepted, also where the worker then fell off.'),
    is_started: flag('Whether the worker began.'),
  },
  subject: { noun: 'submission', column: 'submission_id' },
  person: 'worker_id',
  instants: { date: 'submitted_at' },
  rows(from) {
    const of = (table: string, alias: string, that: SQL = sql`true`) => {
      const as = sql.identifier(alias);
      return sql`from ${from(table, alias)} where ${as}.tenant_id = r.tenant_id and ${as}.submission_id = r.id and ${that}`;
    };
    return sql`
select r.tenant_id, r.id, r.order_id, ${place}, r.vendor_id, m.tier, ${asked}, r.worker_id, ${dayThere(sql`r.created_at`)}, r.created_at, r.state,
  r.presented_at is not null, exists (select ${of('interviews', 'i')}),
  exists (select ${of('interviews', 'i', sql`i.state = 'completed'`)}),
  e.extended, e.accepted, e.extended > 0, e.accepted > 0,
  e.accepted > 0 and (exists (select ${of('assignments', 'a', sql`a.started_on is not null`)})
    or exists (select ${of('placements', 'h', sql`h.started_on is not null`)}))
from ${from('submissions', 'r')}${placing(from)}${tiered(from)}
  left join lateral (select count(*) filter (where e.extended_at is not null)::integer as extended,
    count(*) filter (where e.state = 'accepted')::integer as accepted ${of('offers', 'e')}) e on true`;
  },
});
