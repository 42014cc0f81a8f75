import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';
import { asTenant } from '../../kernel/transaction.ts';

/** Whether what is not over yet uses the place, also what the caller does not see. */
export type InUse = (id: string, context: Context) => Promise<boolean>;

const running = sql`o.state not in ('closed', 'canceled', 'expired', 'rejected')`;
const live = sql`a.state in ('pending', 'active', 'suspended')`;

const asking =
  (condition: (id: string, tenantId: string, now: string) => SQL): InUse =>
  (id, { tx, actor, now }) =>
    asTenant(tx, async () => {
      const [found] = await tx.rows<{ used: boolean }>(
        sql`select ${condition(id, actor.tenantId, now)} as used`,
      );
      return found!.used;
    });

const usedBy = (units: SQL, tenantId: string) =>
  sql`(exists (select from orders o where o.tenant_id = ${tenantId} and o.unit_id in (${units}) and ${running})
    or exists (select from assignments a where a.tenant_id = ${tenantId} and a.unit_id in (${units}) and ${live}))`;

export const facilityInUse = asking((id, tenantId) =>
  usedBy(sql`select u.id from units u where u.tenant_id = ${tenantId} and u.facility_id = ${id}`, tenantId),
);

export const unitInUse = asking((id, tenantId) => usedBy(sql`${id}::uuid`, tenantId));

/** Also where an allocation of a placement names it today or later. */
export const costCenterInUse = asking(
  (id, tenantId, now) =>
    sql`(${usedBy(sql`select u.id from units u where u.tenant_id = ${tenantId} and u.cost_center_id = ${id}`, tenantId)}
    or exists (select from allocations s join assignments a on a.tenant_id = s.tenant_id and a.id = s.assignment_id
      where s.tenant_id = ${tenantId} and s.state = 'in_force' and ${live}
        and s.effective && daterange(${now.slice(0, 10)}::date, null)
        and s.shares @> jsonb_build_array(jsonb_build_object('costCenterId', ${id}::text))))`,
);
