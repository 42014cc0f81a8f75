import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';
import { approvalChains, approvalDelegations, titleHoldings } from './tables.ts';

const deciders = ['approver', 'requester', 'client_finance', 'program_manager'] as const;

export const permissions = {
  read: permission(
    'approvals.read',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'integration',
    'tenant_admin',
  ),
  manage: permission('approvals.manage', 'tenant_admin', 'integration'),
  decide: permission('approvals.decide', ...deciders),
  delegate: permission('approvals.delegate', ...deciders, 'tenant_admin'),
  pause: permission('approvals.pause', 'program_manager', 'tenant_admin'),
  resume: permission('approvals.resume', 'program_manager', 'tenant_admin'),
  reassign: permission('approvals.reassign', 'tenant_admin'),
  issueLink: permission('approvals.issue_link', ...deciders, 'integration', 'tenant_admin'),
};

const placed = (step: RowAt, level: string): SQL =>
  sql`case ${step(level)} when 'unit' then h.unit_id = ${step('unitId')}
    when 'facility' then h.unit_id is null and h.facility_id = ${step('facilityId')}
    else h.facility_id is null end`;

/**
 * Who may decide the step by a right of their own, with the title that gives it: holders of its title at its level, in
 * its place; or the one to whom it was given instead; and after its escalation the holders of that title.
 */
export const ownRights = (step: RowAt): SQL => sql`(
  select h.membership_id, h.title_id from ${step.source(titleHoldings, 'h')}
  where h.tenant_id = ${step('tenantId')} and h.ended_at is null and h.program_id = ${step('programId')} and (
    (${step('assignedTo')} is null and h.title_id = ${step('titleId')} and ${placed(step, 'level')})
    or (${step('escalatedAt')} is not null and h.title_id = ${step('escalateTitleId')} and ${placed(step, 'escalateLevel')}))
  union all select ${step('assignedTo')}, ${step('titleId')} where ${step('assignedTo')} is not null)`;

/** Delegations `d` that give a right to the step now, each with the right `o` that it lends. */
export const lentRights = (step: RowAt, authors: SQL): SQL => sql`${step.source(approvalDelegations, 'd')}
  join ${ownRights(step)} o on o.membership_id = d.from_membership_id and (d.title_id is null or d.title_id = o.title_id)
  where d.tenant_id = ${step('tenantId')} and d.state = 'active' and d.starts_at <= app.now() and d.ends_at > app.now()
    and (d.program_id is null or d.program_id = ${step('programId')})
    and (d.facility_id is null or d.facility_id = ${step('facilityId')})
    and (d.unit_id is null or d.unit_id = ${step('unitId')})
    and d.from_user_id <> all (${authors})`;

const authorsOf = (step: RowAt): SQL =>
  sql`coalesce((select c.authors from ${step.source(approvalChains, 'c')}
    where c.tenant_id = ${step('tenantId')} and c.id = ${step('chainId')}), '{}'::uuid[])`;

/** Whether the actor holds the step's title in its place, was given the step, or stands in for one who does or was. */
export const holdsTitle = (step: RowAt, { membershipId }: Actor): SQL =>
  sql`(exists (select from ${ownRights(step)} o where o.membership_id = ${membershipId}::uuid)
    or exists (select from ${lentRights(step, authorsOf(step))} and d.to_membership_id = ${membershipId}::uuid))`;

/** Whether the actor had no hand in what the step is about. */
export const isNoAuthor = (step: RowAt, { userId }: Actor): SQL =>
  sql`not exists (select from ${step.source(approvalChains, 'c')}
    where c.tenant_id = ${step('tenantId')} and c.id = ${step('chainId')} and ${userId}::uuid = any (c.authors))`;

/** Whether the actor can decide the step now. */
export const decidableBy = (step: RowAt, actor: Actor): SQL =>
  sql`(${step('state')} = 'pending' and ${holdsTitle(step, actor)} and ${isNoAuthor(step, actor)})`;

/** Whether somebody paused the chain; otherwise it waits for a title's holder. */
export const isPausedByHand = (chain: RowAt): SQL =>
  sql`${chain('pausedFor')} is not distinct from 'decision'`;

/** Whether the delegation is the actor's own to end. */
export const isDelegator = (delegation: RowAt, { membershipId, role }: Actor): SQL =>
  role === 'tenant_admin' ? sql`true` : sql`${delegation('fromMembershipId')} = ${membershipId}::uuid`;

/** On the client's side a delegation is shown to the two whom it concerns. */
export const concernsActor = (row: RowAt, { membershipId }: Actor): SQL =>
  sql`${membershipId}::uuid in (${row('fromMembershipId')}, ${row('toMembershipId')})`;

/** On the client's side a link is shown to whom it is for and who asked for it. */
export const isOwnLink = (row: RowAt, { membershipId }: Actor): SQL =>
  sql`coalesce(${membershipId}::uuid in (${row('membershipId')}, ${row('issuedBy')}), false)`;
