import { sql, type SQL } from 'drizzle-orm';
import { permission, roles, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

const lookers = [
  'program_manager',
  'credentialing',
  'tenant_admin',
  'integration',
  'requester',
  'approver',
  'vendor_recruiter',
] as const;

export const permissions = {
  readCompact: permission('eligibility.read_compact', ...roles),
  readRequirements: permission(
    'eligibility.read_requirements',
    ...lookers,
    'vendor_finance',
    'client_finance',
    'analyst',
  ),
  manage: permission(
    'eligibility.manage_requirements',
    'credentialing',
    'program_manager',
    'tenant_admin',
    'integration',
  ),
  /** A worker asks about itself. */
  judge: permission('eligibility.judge', ...lookers, 'worker'),
};

/** A vendor reads what is demanded of everybody, and in the programs on whose panel it stands. */
export const whereItStands = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`(${row('programId')} is null or ${row('programId')} in (select p.program_id from panel_memberships p
    where p.tenant_id = ${row('tenantId')} and p.vendor_id = ${vendorId}))`;
