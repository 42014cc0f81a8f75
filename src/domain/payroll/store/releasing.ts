import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** Whether the difference from what an export tells was told by one that stands. */
export async function isBuiltUpon(exportId: string, { tx, actor }: Context): Promise<boolean> {
  const found = await tx.rows<{ id: string }>(sql`select later.id from payroll_versions told
    join payroll_versions later on later.tenant_id = told.tenant_id and later.timesheet_id = told.timesheet_id
      and later.receiver = told.receiver and later.stands and later.revision > told.revision
    where told.tenant_id = ${actor.tenantId} and told.export_id = ${exportId} and told.stands limit 1`);
  return found.length > 0;
}

/** Lets the versions of an export wait for the next one. */
export async function releaseVersions(exportId: string, { tx, actor, now }: Context): Promise<void> {
  await tx.rows(sql`update payroll_versions set stands = false, version = version + 1, updated_at = ${now}::timestamptz
    where tenant_id = ${actor.tenantId} and export_id = ${exportId} and stands`);
}
