import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { rowOf } from '../../../kernel/row-of.ts';
import { decidableBy, ownRights } from '../policy.ts';
import { approvalSteps } from '../tables.ts';
import type { ChainRow, StepRow } from './rows.ts';

/** A step that the caller can decide now. */
export interface Waiting extends Pick<
  StepRow,
  'id' | 'chainId' | 'programId' | 'facilityId' | 'unitId' | 'titleId'
> {
  subjectNoun: ChainRow['subjectNoun'];
  subjectId: string;
  amount: string | null;
  openedAt: string;
  escalatesAt: string | null;
  escalated: boolean;
  byDelegation: boolean;
}

const step = rowOf(approvalSteps, 's');

/** What waits for the caller, longest first, from a place (`openedAt id`) on: at most `limit`, and one more where there is more. */
export function waitingFor(
  { after, limit }: { after: string | undefined; limit: number },
  { tx, actor }: Context,
): Promise<Waiting[]> {
  const [openedAt, id] = after?.split(' ') ?? [];
  return tx.rows<Waiting>(sql`select s.id, s.chain_id as "chainId", s.program_id as "programId", s.facility_id as "facilityId",
      s.unit_id as "unitId", s.title_id as "titleId", c.subject_noun as "subjectNoun", c.subject_id as "subjectId", c.amount::text,
      app.instant(coalesce(s.opened_at, s.created_at)) as "openedAt", app.instant(s.escalates_at) as "escalatesAt",
      s.escalated_at is not null as escalated,
      not exists (select from ${ownRights(step)} o where o.membership_id = ${actor.membershipId}::uuid) as "byDelegation"
    from approval_steps s join approval_chains c on c.tenant_id = s.tenant_id and c.id = s.chain_id
    where s.tenant_id = ${actor.tenantId} and ${decidableBy(step, actor)}
      and (${id === undefined} or (coalesce(s.opened_at, s.created_at), s.id) > (${openedAt ?? null}::timestamptz, ${id ?? null}::uuid))
    order by coalesce(s.opened_at, s.created_at), s.id limit ${limit + 1}`);
}

/** How many steps wait for the caller, and how many of them by now for others too, for they waited too long. */
export async function countWaiting({ tx, actor }: Context): Promise<{ waiting: number; escalated: number }> {
  const [found] = await tx.rows<{ waiting: number; escalated: number }>(
    sql`select count(*)::int as waiting, count(s.escalated_at)::int as escalated from approval_steps s
      where s.tenant_id = ${actor.tenantId} and ${decidableBy(step, actor)}`,
  );
  return found!;
}
