import { sql } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';
import type { ReviewStanding } from './model.ts';

/** The vendors of a program's panel with their standing and their last scorecard whose period ended within the days. */
export const standingsOf = (
  { programId, from, to }: { programId: string; from: string; to: string },
  { tx, actor }: Context,
): Promise<ReviewStanding[]> =>
  tx.rows(sql`
    select v.id as "vendorId", v.name as "vendorName", m.standing, c.score::text as score, c.period_to::text as "scoredTo"
    from panel_memberships m join vendors v on v.tenant_id = m.tenant_id and v.id = m.vendor_id
    left join lateral (select s.score, s.period_to from scorecards s
      where s.tenant_id = m.tenant_id and s.program_id = m.program_id and s.vendor_id = m.vendor_id and s.state = 'in_force'
        and s.period_to between ${from}::date and ${to}::date
      order by s.period_to desc, s.id desc limit 1) c on true
    where m.tenant_id = ${actor.tenantId} and m.program_id = ${programId}
    order by c.score nulls last, v.name, v.id`);
