import { and, asc, desc, eq, getTableColumns, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { memberships, users } from '../access/index.ts';
import { facilities, programs, units } from '../programs/index.ts';
import { refuse } from '../../kernel/errors.ts';
import type { Place } from './model/title.ts';
import { reaches } from './policy.ts';
import { approvalChains, approvalPolicies, approvalSteps, titleHoldings } from './tables.ts';

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

/** The tables of what can be approved. */
const tableOf = { order: sql`orders` };

/** Holds subjects until the transaction ends, before their chains: who decides a chain changes its subject. */
export async function lockSubjects(
  chains: readonly Pick<ChainRow, 'subjectNoun' | 'subjectId'>[],
  { tx, actor }: Context,
): Promise<void> {
  for (const [noun, named] of Map.groupBy(chains, ({ subjectNoun }) => subjectNoun)) {
    const ids = idList(named.map(({ subjectId }) => subjectId));
    await tx.rows(sql`select id from ${tableOf[noun as keyof typeof tableOf]} where tenant_id = ${actor.tenantId}
      and id = any(${ids}::uuid[]) order by id for update`);
  }
}

/** Holds the titles of a chain's steps, then the chain, after its subject: nobody moves it or its holders meanwhile. */
export async function lockChain(chainId: string, context: Context): Promise<ChainRow> {
  const steps = await stepsOf(chainId, undefined, context);
  await lockTitles(
    steps.map(({ titleId }) => titleId),
    'share',
    context,
  );
  return context.take(approvalChains, chainId, { version: false });
}

/** The chains that have an undecided step of the title. */
export const undecidedChains = (titleId: string, { tx, actor }: Context): Promise<ChainRow[]> =>
  tx.db
    .selectDistinct(getTableColumns(approvalChains))
    .from(approvalChains)
    .innerJoin(
      approvalSteps,
      and(eq(approvalSteps.tenantId, approvalChains.tenantId), eq(approvalSteps.chainId, approvalChains.id)),
    )
    .where(
      and(
        eq(approvalChains.tenantId, actor.tenantId),
        eq(approvalSteps.titleId, titleId),
        inArray(approvalSteps.state, ['pending', 'paused']),
      ),
    );

/** The one chain of the subject that has not ended. */
export async function runningChainOf(
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
    );
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

/** Whether anybody can decide the step: an active holder of its title there who had no hand in the subject. */
export async function hasDecider(step: StepRow, { tx, actor }: Context): Promise<boolean> {
  const [found] = await tx.rows<{ any: boolean }>(sql`select exists (
    select from approval_steps
    join approval_chains c on c.tenant_id = approval_steps.tenant_id and c.id = approval_steps.chain_id
    join title_holdings h on ${reaches(stepColumn)}
    join memberships m on m.tenant_id = h.tenant_id and m.id = h.membership_id and m.state = 'active'
    join users u on u.tenant_id = m.tenant_id and u.id = m.user_id and u.state = 'active'
    where approval_steps.tenant_id = ${actor.tenantId} and approval_steps.id = ${step.id}
      and m.user_id <> all (c.authors)) as any`);
  return found!.any;
}

/** The pending and paused steps of a title, chain by chain. */
export const undecidedSteps = (titleId: string, { tx, actor }: Context): Promise<StepRow[]> =>
  tx.db
    .select()
    .from(approvalSteps)
    .where(
      and(
        eq(approvalSteps.tenantId, actor.tenantId),
        eq(approvalSteps.titleId, titleId),
        inArray(approvalSteps.state, ['pending', 'paused']),
      ),
    )
    .orderBy(asc(approvalSteps.chainId));

/** Holds a membership and its user as they are until the transaction ends; the membership. */
export async function heldMembership(id: string, { tx }: Context): Promise<Row<typeof memberships>> {
  const { userId } = (await tx.find(memberships, id))!;
  await tx.find(users, userId, { lock: 'share' });
  return (await tx.find(memberships, id, { lock: 'share' }))!;
}

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
