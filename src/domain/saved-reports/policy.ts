import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt, Visibility } from '../../kernel/noun.ts';
import { withinScope } from '../../kernel/visible.ts';
import { metricReaders } from '../reports/index.ts';
import { reportNotYours } from './model/saved-report.ts';
import { savedReports } from './tables.ts';

export const permissions = {
  read: permission('saved_reports.read', ...metricReaders),
  keep: permission('saved_reports.keep', ...metricReaders),
};

const own = (row: RowAt, { membershipId }: Actor): SQL => sql`${row('membershipId')} = ${membershipId}::uuid`;

const within = (row: RowAt, actor: Actor): SQL =>
  sql.join([sql`true`, ...withinScope(savedReports, row, actor)], sql` and `);

const shared = (row: RowAt, actor: Actor): SQL =>
  sql`(${own(row, actor)} or (${row('isShared')} and ${row('side')} = ${actor.side} and ${within(row, actor)}))`;

/** Which of the reports that others share the actor looks after: all of the tenant's, those of programs in its scope, or none. */
function lookedAfter({ role, programIds }: Actor): 'all' | 'of_programs' | 'none' {
  if (role === 'tenant_admin' && programIds === null) return 'all';
  return role === 'tenant_admin' || role === 'program_manager' ? 'of_programs' : 'none';
}

const clients = (row: RowAt, actor: Actor): SQL => {
  const after = lookedAfter(actor);
  if (after === 'none') return sql`false`;
  const some = after === 'all' ? sql`true` : sql`${row('programId')} is not null`;
  return sql`(${row('isShared')} and ${row('side')} = 'client' and ${some} and ${within(row, actor)})`;
};

/**
 * One's own reports, those that others of the side, or of the vendor, share, and those of clients that one looks after:
 * what is asked, never what was answered.
 */
export const reportVisibility: Visibility = {
  operator: (row, actor) => sql`(${shared(row, actor)} or ${clients(row, actor)})`,
  client: shared,
  vendor: (row, actor) => sql`(${row('vendorId')} = ${actor.vendorId}::uuid and ${shared(row, actor)})`,
};

/** What was answered to somebody else was answered by rights that are not one's own. */
export const runVisibility: Visibility = { operator: own, client: own, vendor: own };

export function assertOwn({ membershipId }: { membershipId: string }, actor: Actor): void {
  if (membershipId !== actor.membershipId) throw reportNotYours();
}

/** Refuses whoever sees the report and neither owns it nor looks after it. */
export function assertLookedAfter(
  report: { membershipId: string; programId: string | null },
  actor: Actor,
): void {
  const after = lookedAfter(actor);
  if (after === 'none' || (after === 'of_programs' && report.programId === null)) assertOwn(report, actor);
}
