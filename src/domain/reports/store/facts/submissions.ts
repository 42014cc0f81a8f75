import { sql, type SQL } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';
import { asked, dayThere, place, placing, tiered } from './hiring.ts';
import { handedInColumns, progressColumns, submissionProgress } from './submission-progress.ts';

const { date, submitted_at, ...before } = handedInColumns;

/** How far a vendor's proposal came. */
export const submissions = fact({
  name: 'submissions',
  summary: 'One row a submission of a worker for an order; a client sees those presented to it.',
  columns: {
    ...before,
    worker_id: { type: 'uuid', description: 'The worker, as an id alone.' },
    date: date!,
    submitted_at: submitted_at!,
    submission_state: {
      type: 'text',
      description:
        'submitted, msp_review, presented, shortlisted, interview, offered, hired, fell_off, rejected, withdrawn, expired or duplicate.',
    },
    ...progressColumns,
  },
  totals: [submissionProgress],
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
