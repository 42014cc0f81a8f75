import { sql, type SQL } from 'drizzle-orm';
import { fact } from '../../metrics/fact.ts';
import { beside, hasAny, type Own } from './gathered.ts';
import { asked, dayThere, place, placing, tiered } from './hiring.ts';
import { handedInColumns, progressColumns, submissionProgress } from './submission-progress.ts';

/** How far a vendor's proposal came. */
export const submissions = fact({
  name: 'submissions',
  summary: 'One row a submission of a worker for an order; a client sees those presented to it.',
  columns: {
    ...handedInColumns,
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
  rows(from, then) {
    const of = (table: string, alias: string, that: SQL = sql`true`): Own => {
      const as = sql.identifier(alias);
      return {
        from: sql`from ${from(table, alias)}`,
        keys: [
          [sql`${as}.tenant_id`, sql`r.tenant_id`],
          [sql`${as}.submission_id`, sql`r.id`],
        ],
        that,
      };
    };
    const has = (table: string, alias: string, that?: SQL) => hasAny(of(table, alias, that), then);
    const count = (column: SQL) => (then === undefined ? column : sql`coalesce(${column}, 0)`);
    const [extended, accepted] = [count(sql`e.extended`), count(sql`e.accepted`)];
    return sql`
select r.tenant_id, r.id, r.order_id, ${place}, r.vendor_id, m.tier, ${asked}, r.worker_id, ${dayThere(sql`r.created_at`)}, r.created_at, r.state,
  r.presented_at is not null, ${has('interviews', 'i')},
  ${has('interviews', 'i', sql`i.state = 'completed'`)},
  ${extended}, ${accepted}, ${extended} > 0, ${accepted} > 0,
  ${accepted} > 0 and (${has('assignments', 'a', sql`a.started_on is not null`)}
    or ${has('placements', 'h', sql`h.started_on is not null`)})
from ${from('submissions', 'r')}${placing(from)}${tiered(from)}
  ${beside(
    'e',
    of('offers', 'e'),
    sql`count(*) filter (where e.extended_at is not null)::integer as extended,
    count(*) filter (where e.state = 'accepted')::integer as accepted`,
    then,
  )}`;
  },
});
