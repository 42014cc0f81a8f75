import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** How long a worker has been placed with a program's client, whoever supplied it, and which weeks were warned of. */
export interface Tenure {
  workerId: string;
  /** Days on which one placement at least ran, to the day asked for. */
  days: number;
  since: string;
  warned: number[];
}

/** The tenure of workers in a program up to and with a day; a day of two placements counts once. Called as the tenant's own hand. */
export const tenuresOf = (
  programId: string,
  workerIds: readonly string[],
  day: string,
  { tx, actor }: Context,
): Promise<Tenure[]> =>
  tx.rows<Tenure>(sql`
    with stays as (
      select a.worker_id, range_agg(daterange(a.started_on, least(coalesce(a.ended_on, ${day}::date), ${day}::date), '[]')) as days
      from assignments a
      where a.tenant_id = ${actor.tenantId} and a.program_id = ${programId} and a.worker_id = any (${`{${workerIds.join(',')}}`}::uuid[])
        and a.started_on <= ${day}::date and (a.ended_on is null or a.ended_on >= a.started_on)
      group by a.worker_id
    )
    select s.worker_id as "workerId", lower(s.days)::text as since,
      (select sum(upper(r) - lower(r))::int from unnest(s.days) r) as days,
      array(select distinct w from assignments a, unnest(a.tenure_warned_weeks) w
        where a.tenant_id = ${actor.tenantId} and a.program_id = ${programId} and a.worker_id = s.worker_id order by w) as warned
    from stays s order by s.worker_id`);
