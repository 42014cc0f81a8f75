import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';

const claimants = ['worker', 'vendor_recruiter', 'vendor_finance'] as const;
const buyers = ['program_manager', 'requester', 'approver', 'client_finance'] as const;

export const permissions = {
  /** Not for analysts, who read totals. */
  read: permission('expenses.read', ...buyers, ...claimants, 'integration', 'tenant_admin'),
  readCategories: permission(
    'expenses.read_categories',
    ...buyers,
    ...claimants,
    'analyst',
    'integration',
    'tenant_admin',
  ),
  readTotals: permission('expenses.read_totals', ...buyers, ...claimants, 'analyst', 'integration'),
  manageCategories: permission(
    'expenses.manage_categories',
    'program_manager',
    'tenant_admin',
    'integration',
  ),
  claim: permission('expenses.claim', ...claimants),
  approve: permission('expenses.approve', 'requester', 'approver'),
  reject: permission('expenses.reject', 'requester', 'approver'),
  void: permission('expenses.void', 'program_manager'),
};

/** A worker may claim by the categories of the programs in which it is placed. */
export const whereItIsPlaced = (row: RowAt, { workerId }: Actor): SQL =>
  sql`${row('programId')} in (select a.program_id from assignments a where a.tenant_id = ${row('tenantId')} and a.worker_id = ${workerId})`;

/** A vendor by those of the programs on whose panel it stands. */
export const onItsPanels = (row: RowAt, { vendorId }: Actor): SQL =>
  sql`${row('programId')} in (select p.program_id from panel_memberships p where p.tenant_id = ${row('tenantId')} and p.vendor_id = ${vendorId})`;

/** Whether nobody who is or was this party of the expense acts on it, whatever other membership they have. */
export const isNot =
  (column: 'worker_id' | 'vendor_id', key: 'workerId' | 'vendorId') =>
  (row: RowAt, { userId }: Actor): SQL =>
    sql`not exists (select from memberships m where m.tenant_id = ${row('tenantId')} and m.user_id = ${userId}
      and m.${sql.identifier(column)} = ${row(key)})`;

/** Fewer people than this are not told of to an analyst. */
export const fewestPeople = 5;
export const isAnalyst = ({ role }: Pick<Actor, 'role'>): boolean => role === 'analyst';

const among = (column: string, ids: readonly string[] | null): SQL[] =>
  ids === null ? [] : [sql`${sql.raw(column)} = any(${`{${ids.join(',')}}`}::uuid[])`];

/** The conditions under which the actor may count an expense, under the alias `e`. */
export function countable({ tenantId, side, vendorId, workerId, ...actor }: Actor): SQL[] {
  const own =
    side === 'vendor'
      ? [sql`e.vendor_id = ${vendorId}`]
      : side === 'worker'
        ? [sql`e.worker_id = ${workerId}`]
        : [];
  return [
    sql`e.tenant_id = ${tenantId}`,
    ...own,
    ...among('e.program_id', actor.programIds),
    ...among('e.facility_id', actor.facilityIds),
    ...among('e.unit_id', actor.unitIds),
  ];
}
