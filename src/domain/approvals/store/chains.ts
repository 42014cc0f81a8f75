import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { approvalChains, approvalSteps } from '../tables.ts';
import { idList, type ChainRow, type StepRow } from './rows.ts';

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

/** The titles by which a step may come to be decided. */
const titlesFor = ({ titleId, escalateTitleId }: Pick<StepRow, 'titleId' | 'escalateTitleId'>): string[] =>
  escalateTitleId === null ? [titleId] : [titleId, escalateTitleId];

/** Holds the titles of a chain's steps, then the chain, after its subject: nobody moves it or its holders meanwhile. */
export async function lockChain(
  chainId: string,
  context: Context,
  { version = false, titleIds = [] as readonly string[] } = {},
): Promise<ChainRow> {
  const steps = await stepsOf(chainId, undefined, context);
  await lockTitles([...steps.flatMap(titlesFor), ...titleIds], 'share', context);
  return context.take(approvalChains, chainId, { version });
}

const undecidedOf = (titleIds: readonly string[]): SQL =>
  sql`${approvalSteps.state} in ('pending', 'paused') and (${approvalSteps.titleId} = any(${idList(titleIds)}::uuid[])
    or (${approvalSteps.escalatedAt} is not null and ${approvalSteps.escalateTitleId} = any(${idList(titleIds)}::uuid[])))`;

/** The chains that have an undecided step of one of the titles, in the order of their ids. */
export const undecidedChains = (
  titleIds: readonly string[],
  { tx, actor }: Context,
): Promise<Pick<ChainRow, 'id' | 'subjectNoun' | 'subjectId'>[]> =>
  tx.db
    .selectDistinct({
      id: approvalChains.id,
      subjectNoun: approvalChains.subjectNoun,
      subjectId: approvalChains.subjectId,
    })
    .from(approvalChains)
    .innerJoin(
      approvalSteps,
      and(eq(approvalSteps.tenantId, approvalChains.tenantId), eq(approvalSteps.chainId, approvalChains.id)),
    )
    .where(and(eq(approvalChains.tenantId, actor.tenantId), undecidedOf(titleIds)))
    .orderBy(asc(approvalChains.id));

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

/** The chains of some steps, each once. */
export const chainsOfSteps = (
  stepIds: readonly string[],
  { tx, actor }: Context,
): Promise<Pick<ChainRow, 'id' | 'subjectNoun' | 'subjectId'>[]> =>
  tx.rows(sql`select distinct c.id, c.subject_noun as "subjectNoun", c.subject_id as "subjectId" from approval_chains c
    join approval_steps s on s.tenant_id = c.tenant_id and s.chain_id = c.id
    where c.tenant_id = ${actor.tenantId} and s.id = any(${idList(stepIds)}::uuid[]) order by c.id`);

/** The titles by which the steps of some chains may come to be decided. */
export async function titlesOfChains(chainIds: readonly string[], { tx, actor }: Context): Promise<string[]> {
  const steps = await tx.rows<Pick<StepRow, 'titleId' | 'escalateTitleId'>>(
    sql`select distinct title_id as "titleId", escalate_title_id as "escalateTitleId" from approval_steps
      where tenant_id = ${actor.tenantId} and chain_id = any(${idList(chainIds)}::uuid[])`,
  );
  return steps.flatMap(titlesFor);
}

/** The undecided steps that were given to one of the memberships. */
export const stepsGivenTo = (membershipIds: readonly string[], { tx, actor }: Context): Promise<StepRow[]> =>
  tx.db
    .select()
    .from(approvalSteps)
    .where(
      and(
        eq(approvalSteps.tenantId, actor.tenantId),
        inArray(approvalSteps.assignedTo, [...membershipIds]),
        inArray(approvalSteps.state, ['waiting', 'pending', 'paused']),
      ),
    )
    .orderBy(asc(approvalSteps.id));
