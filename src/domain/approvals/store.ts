import { and, asc, desc, eq, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { facilities, programs, units } from '../programs/index.ts';
import { refuse } from '../../kernel/errors.ts';
import type { Place } from './model/title.ts';
import { decidableBy, reaches } from './policy.ts';
import { approvalChains, approvalPolicies, approvalSteps, approvalTitles, titleHoldings } from './tables.ts';

export type PolicyRow = Row<typeof approvalPolicies>;
export type ChainRow = Row<typeof approvalChains>;
export type StepRow = Row<typeof approvalSteps>;

/** The policy that routes a subject of the program now: the latest in effect on the program's day. */
export async function policyInForce(
  subject: PolicyRow['subject'],
  programId: string,
  { tx, actor, now }: Context,
): Promise<PolicyRow | undefined> {
  const [found] = await tx.db
    .select({ policy: approvalPolicies })
    .from(approvalPolicies)
    .innerJoin(
      programs,
      and(eq(programs.tenantId, approvalPolicies.tenantId), eq(programs.id, approvalPolicies.programId)),
    )
    .where(
      and(
        eq(approvalPolicies.tenantId, actor.tenantId),
        eq(approvalPolicies.programId, programId),
        eq(approvalPolicies.subject, subject),
        isNull(approvalPolicies.archivedAt),
        sql`${approvalPolicies.effectiveFrom} <= (${now}::timestamptz at time zone ${programs.timeZone})::date`,
      ),
    )
    .orderBy(desc(approvalPolicies.effectiveFrom))
    .limit(1);
  return found?.policy;
}

const idList = (ids: readonly string[]) => `{${ids.join(',')}}`;

/**
 * Holds titles until the transaction ends: `share` while it is judged who holds them, `update` while that changes.
 * Otherwise a step could open for want of a holder in the same moment as one is assigned, and wait for ever.
 */
export async function lockTitles(
  ids: readonly string[],
  strength: 'share' | 'update',
  { tx, actor }: Context,
): Promise<void> {
  await tx.rows(sql`select id from approval_titles where tenant_id = ${actor.tenantId} and id = any(${idList(ids)}::uuid[])
    order by id ${strength === 'share' ? sql`for share` : sql`for no key update`}`);
}

/** The one chain of the subject that has not ended, held until the transaction ends. */
export async function lockRunningChain(
  { noun, id }: { noun: ChainRow['subjectNoun']; id: string },
  { tx, actor }: Context,
): Promise<ChainRow | undefined> {
  const [running] = await tx.db
    .select()
    .from(approvalChains)
    .where(
      and(
        eq(approvalChains.tenantId, actor.tenantId),
        eq(approvalChains.subjectNoun, noun),
        eq(approvalChains.subjectId, id),
        inArray(approvalChains.state, ['pending', 'paused']),
      ),
    )
    .for('update');
  return running;
}

/** The steps of a chain in some states, first to last. */
export const stepsOf = (
  chainId: string,
  states: readonly StepRow['state'][] | undefined,
  { tx, actor }: Context,
): Promise<StepRow[]> =>
  tx.db
    .select()
    .from(approvalSteps)
    .where(
      and(
        eq(approvalSteps.tenantId, actor.tenantId),
        eq(approvalSteps.chainId, chainId),
        states && inArray(approvalSteps.state, [...states]),
      ),
    )
    .orderBy(asc(approvalSteps.position), asc(approvalSteps.id));

const stepColumn = (key: string): SQL => sql`${(approvalSteps as unknown as Record<string, PgColumn>)[key]!}`;

/** Whether anybody can decide the step: an active holder of its title there who did not submit the subject. */
export async function hasDecider(step: StepRow, { tx, actor }: Context): Promise<boolean> {
  const [found] = await tx.rows<{ any: boolean }>(sql`select exists (
    select from approval_steps
    join approval_chains c on c.tenant_id = approval_steps.tenant_id and c.id = approval_steps.chain_id
    join title_holdings h on ${reaches(stepColumn)}
    join memberships m on m.tenant_id = h.tenant_id and m.id = h.membership_id and m.state = 'active'
    join users u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.state = 'active'
    where approval_steps.tenant_id = ${actor.tenantId} and approval_steps.id = ${step.id}
      and m.user_id is distinct from c.submitted_by) as any`);
  return found!.any;
}

/** Whether the actor's membership holds the step's title, at its level and place. */
export async function holdsTitle(step: StepRow, { tx, actor }: Context): Promise<boolean> {
  const [found] = await tx.rows<{ any: boolean }>(sql`select exists (
    select from approval_steps join title_holdings h on ${reaches(stepColumn)}
    where approval_steps.tenant_id = ${actor.tenantId} and approval_steps.id = ${step.id}
      and h.membership_id = ${actor.membershipId}::uuid) as any`);
  return found!.any;
}

/** The pending and paused steps of some titles, chain by chain. */
export const undecidedSteps = (titleIds: readonly string[], { tx, actor }: Context): Promise<StepRow[]> =>
  tx.db
    .select()
    .from(approvalSteps)
    .where(
      and(
        eq(approvalSteps.tenantId, actor.tenantId),
        inArray(approvalSteps.titleId, [...titleIds]),
        inArray(approvalSteps.state, ['pending', 'paused']),
      ),
    )
    .orderBy(asc(approvalSteps.chainId));

/** What some memberships hold, held until the transaction ends. */
export const holdingsOf = (
  membershipIds: readonly string[],
  { tx, actor }: Context,
): Promise<Row<typeof titleHoldings>[]> =>
  tx.db
    .select()
    .from(titleHoldings)
    .where(
      and(
        eq(titleHoldings.tenantId, actor.tenantId),
        inArray(titleHoldings.membershipId, [...membershipIds]),
        isNull(titleHoldings.endedAt),
      ),
    )
    .orderBy(asc(titleHoldings.id))
    .for('update');

/** The memberships of a user, ended ones too. */
export async function membershipsOf(userId: string, { tx, actor }: Context): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(
    sql`select id from memberships where tenant_id = ${actor.tenantId} and user_id = ${userId}`,
  );
  return found.map(({ id }) => id);
}

interface AskedPlace {
  programId: string;
  facilityId?: string | null | undefined;
  unitId?: string | null | undefined;
}

/** The place that was asked for, a unit's facility filled in; refuses one that does not lie in the other. */
export async function placeOf(
  { programId, facilityId, unitId }: AskedPlace,
  { tx }: Context,
): Promise<Place> {
  const unit = unitId == null ? undefined : await tx.find(units, unitId);
  const facility = facilityId == null ? undefined : await tx.find(facilities, facilityId);
  if (facility && facility.programId !== programId)
    throw refuse('/facilityId', 'not_in_program', 'The facility is not one of the program.');
  if (unit && unit.programId !== programId)
    throw refuse('/unitId', 'not_in_program', 'The unit is not one of the program.');
  if (unit && facility && unit.facilityId !== facility.id)
    throw refuse('/unitId', 'not_in_facility', 'The unit is not one of the facility.');
  return { programId, facilityId: unit?.facilityId ?? facility?.id ?? null, unitId: unit?.id ?? null };
}

const stepRow = Object.assign(stepColumn, {
  source: (table: PgTable, alias: string) => sql`${table} as ${sql.identifier(alias)}`,
});

/** The steps that the actor can decide now with what they decide on, longest waiting first, at most `limit`. */
export const decidableSteps = (limit: number, { tx, actor }: Context) =>
  tx.db
    .select({ step: approvalSteps, chain: approvalChains, title: approvalTitles.name })
    .from(approvalSteps)
    .innerJoin(
      approvalChains,
      and(eq(approvalChains.tenantId, approvalSteps.tenantId), eq(approvalChains.id, approvalSteps.chainId)),
    )
    .innerJoin(
      approvalTitles,
      and(eq(approvalTitles.tenantId, approvalSteps.tenantId), eq(approvalTitles.id, approvalSteps.titleId)),
    )
    .where(and(eq(approvalSteps.tenantId, actor.tenantId), decidableBy(stepRow, actor)))
    .orderBy(asc(approvalSteps.updatedAt), asc(approvalSteps.id))
    .limit(limit);
