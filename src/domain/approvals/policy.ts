import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';
import { approvalChains, titleHoldings } from './tables.ts';

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
  decide: permission('approvals.decide', 'approver', 'requester', 'client_finance', 'program_manager'),
};

/** Whether the holding `h` is of the step's title at the step's level, in the step's place, and has not ended. */
export const reaches = (step: (key: string) => SQL): SQL =>
  sql`h.tenant_id = ${step('tenantId')} and h.title_id = ${step('titleId')} and h.ended_at is null
    and h.program_id = ${step('programId')} and case ${step('level')}
      when 'unit' then h.unit_id = ${step('unitId')}
      when 'facility' then h.unit_id is null and h.facility_id = ${step('facilityId')}
      else h.facility_id is null end`;

/** Whether the actor holds the step's title in its place. */
export const holdsTitle = (step: RowAt, { membershipId }: Actor): SQL =>
  sql`exists (select from ${step.source(titleHoldings, 'h')}
    where h.membership_id = ${membershipId}::uuid and ${reaches(step)})`;

/** Whether the actor had no hand in what the step is about. */
export const isNoAuthor = (step: RowAt, { userId }: Actor): SQL =>
  sql`not exists (select from ${step.source(approvalChains, 'c')}
    where c.tenant_id = ${step('tenantId')} and c.id = ${step('chainId')} and ${userId}::uuid = any (c.authors))`;

/** Whether the actor can decide the step now. */
export const decidableBy = (step: RowAt, actor: Actor): SQL =>
  sql`(${step('state')} = 'pending' and ${holdsTitle(step, actor)} and ${isNoAuthor(step, actor)})`;
