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

const shared = (row: RowAt, actor: Actor): SQL => {
  const within = sql.join([sql`true`, ...withinScope(savedReports, row, actor)], sql` and `);
  return sql`(${own(row, actor)} or (${row('isShared')} and ${row('side')} = ${actor.side} and ${within}))`;
};

/** One's own reports, and those that others of the side, or of the vendor, share: what is asked, never what was answered. */
export const reportVisibility: Visibility = {
  operator: shared,
  client: shared,
  vendor: (row, actor) => sql`(${row('vendorId')} = ${actor.vendorId}::uuid and ${shared(row, actor)})`,
};

/** What was answered to somebody else was answered by rights that are not one's own. */
export const runVisibility: Visibility = { operator: own, client: own, vendor: own };

export function assertOwn({ membershipId }: { membershipId: string }, actor: Actor): void {
  if (membershipId !== actor.membershipId) throw reportNotYours();
}
