import { sql, type SQL } from 'drizzle-orm';
import type { RowAt } from '../../../kernel/noun.ts';
import type { Context } from '../../../kernel/operation.ts';
import { rowOf } from '../../../kernel/row-of.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { lentRights, ownRights, permissions } from '../policy.ts';
import { approvalSteps } from '../tables.ts';
import { idList, type StepRow } from './rows.ts';

/** Who can decide: a membership, by its own right or in the place of another. */
export interface Decider {
  membershipId: string;
  onBehalfOf: string | null;
}

const deciding = idList([...permissions.decide.roles]);

/** Everybody who could decide the step: active, in a role that decides, seeing its place, no author of its subject. */
const decidersOf = (step: RowAt, authors: SQL): SQL => sql`
  select x.membership_id as "membershipId", x.on_behalf_of as "onBehalfOf" from (
    select o.membership_id, null::uuid as on_behalf_of from ${ownRights(step)} o
    union select d.to_membership_id, d.from_membership_id from ${lentRights(step, authors)}) x
  join memberships m on m.tenant_id = ${step('tenantId')} and m.id = x.membership_id and m.state = 'active'
    and m.role = any (${deciding}::text[])
    and (m.program_ids is null or ${step('programId')} = any (m.program_ids))
    and (m.facility_ids is null or ${step('facilityId')} = any (m.facility_ids))
    and (m.unit_ids is null or ${step('unitId')} = any (m.unit_ids))
  join users u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.state = 'active'
  where m.user_id <> all (${authors})`;

const step = rowOf(approvalSteps, 's');
const authors = sql`c.authors`;

/** Whether anybody can decide the step, whoever asks. */
export async function hasDecider({ id }: Pick<StepRow, 'id'>, { tx, actor }: Context): Promise<boolean> {
  const [found] = await asTenant(tx, () =>
    tx.rows<{ any: boolean }>(sql`select exists (${decidersOf(step, authors)}) as any from approval_steps s
      join approval_chains c on c.tenant_id = s.tenant_id and c.id = s.chain_id
      where s.tenant_id = ${actor.tenantId} and s.id = ${id}`),
  );
  return found!.any;
}

/** In whose place the membership decides the step: null where by its own right, undefined where it cannot. */
export async function standsInFor(
  { id }: Pick<StepRow, 'id'>,
  membershipId: string,
  { tx, actor }: Context,
): Promise<string | null | undefined> {
  const [found] = await asTenant(tx, () =>
    tx.rows<Decider>(sql`select w."membershipId", w."onBehalfOf" from approval_steps s
      join approval_chains c on c.tenant_id = s.tenant_id and c.id = s.chain_id
      cross join lateral (${decidersOf(step, authors)}) w
      where s.tenant_id = ${actor.tenantId} and s.id = ${id} and w."membershipId" = ${membershipId}
      order by w."onBehalfOf" nulls first limit 1`),
  );
  return found?.onBehalfOf;
}

/** Who can decide the step now, each once; by their own right where they have it. For whoever tells them of it. */
export async function decidersOfStep(stepId: string, { tx, actor }: Context): Promise<string[]> {
  const found = await asTenant(tx, () =>
    tx.rows<{ id: string }>(sql`select distinct w."membershipId" as id from approval_steps s
      join approval_chains c on c.tenant_id = s.tenant_id and c.id = s.chain_id
      cross join lateral (${decidersOf(step, authors)}) w
      where s.tenant_id = ${actor.tenantId} and s.id = ${stepId} order by 1`),
  );
  return found.map(({ id }) => id);
}

/** A step that may be asked, before there is one. */
export interface SupposedStep {
  titleId: string;
  level: string;
  programId: string;
  facilityId: string | null;
  unitId: string | null;
}

/** Who could decide each of some steps now, were they asked; whoever wrote the subject left aside. */
export async function decidersOfSupposed(
  steps: readonly SupposedStep[],
  { tx, actor }: Context,
): Promise<Decider[][]> {
  const rows = steps.map((one, place) => ({
    place,
    tenant_id: actor.tenantId,
    title_id: one.titleId,
    level: one.level,
    program_id: one.programId,
    facility_id: one.facilityId,
    unit_id: one.unitId,
  }));
  const found = await asTenant(tx, () =>
    tx.rows<Decider & { place: number }>(sql`select s.place, w."membershipId", w."onBehalfOf"
      from json_to_recordset(${JSON.stringify(rows)}::json) as s (place integer, tenant_id uuid, title_id uuid, level text,
        program_id uuid, facility_id uuid, unit_id uuid, assigned_to uuid, escalated_at timestamptz, escalate_title_id uuid,
        escalate_level text)
      cross join lateral (${decidersOf(step, sql`'{}'::uuid[]`)}) w order by s.place, w."membershipId"`),
  );
  const byPlace = Map.groupBy(found, ({ place }) => place);
  return steps.map((_, place) =>
    (byPlace.get(place) ?? []).map(({ membershipId, onBehalfOf }) => ({ membershipId, onBehalfOf })),
  );
}
