import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { PostingRule } from '../model/posting.ts';
import type { OrderRow } from '../store.ts';

/** What a posting is judged by: how strictly its program takes the rules, and those of its places on the day there. */
export interface PostingLaw {
  mode: 'block' | 'warn';
  rules: PostingRule[];
}

/** The rules in force today at the order's facility and in the states from which, as it is told, its work may be done. */
export async function postingLawOf(
  { id: orderId, remoteStates }: Pick<OrderRow, 'id' | 'remoteStates'>,
  { tx, actor }: Context,
): Promise<PostingLaw> {
  const [place] = await tx.rows<{ mode: 'block' | 'warn' }>(
    sql`select p.pay_transparency as mode from orders o join programs p on p.tenant_id = o.tenant_id and p.id = o.program_id
      where o.tenant_id = ${actor.tenantId} and o.id = ${orderId}`,
  );
  const rules = await tx.rows<PostingRule>(
    sql`select r.code, r.state, r.locality, r.shows_range as "showsRange", r.shows_benefits as "showsBenefits",
        r.shows_other_compensation as "showsOtherCompensation", r.shows_close_date as "showsCloseDate", r.citation, r.source, r.confidence
      from orders o
      join programs p on p.tenant_id = o.tenant_id and p.id = o.program_id
      join facilities f on f.tenant_id = o.tenant_id and f.id = o.facility_id
      join pay_transparency_rules r on r.in_posting
        and r.effective @> (app.now() at time zone f.time_zone)::date
        and r.employees_from <= coalesce(p.employees, r.employees_from)
        and (r.state = f.state and (r.locality is null or lower(r.locality) in (lower(f.city), lower(f.county)))
          or r.locality is null
            and r.state in (select value from json_array_elements_text(${JSON.stringify(remoteStates)}::json)))
      where o.tenant_id = ${actor.tenantId} and o.id = ${orderId} order by r.code`,
  );
  return { mode: place?.mode ?? 'block', rules };
}
