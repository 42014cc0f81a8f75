import { sql, type SQL } from 'drizzle-orm';

/** Rows that one transaction lets go of. */
export const mostLetGo = 1_000;

// An id holds the real time at which its row was made, and leads the table's key: what is old stands first.
const before = (age: string): SQL => sql`(select uuidv7(-${age}::interval))`;

/** What is kept for a time only, by real time: each statement deletes a tenant's oldest rows beyond it, and says which. */
export const expirations: Readonly<Record<string, (tenantId: string) => SQL>> = {
  importRows: (tenantId) => sql`delete from import_rows where tenant_id = ${tenantId} and id in (
    select id from import_rows where tenant_id = ${tenantId} and id < ${before('90 days')}
    order by id limit ${mostLetGo}::int for update skip locked) returning id`,
  notifications: (tenantId) => sql`delete from notifications where tenant_id = ${tenantId} and id in (
    select id from notifications where tenant_id = ${tenantId} and id < ${before('180 days')}
    order by id limit ${mostLetGo}::int for update skip locked) returning id`,
  // How long, each saved report says; what is younger than a day is kept by all.
  reportRuns: (tenantId) => sql`delete from report_runs where tenant_id = ${tenantId} and id in (
    select r.id from report_runs r join saved_reports s on s.tenant_id = r.tenant_id and s.id = r.saved_report_id
    where r.tenant_id = ${tenantId} and r.id < ${before('1 day')}
      and r.id < uuidv7(make_interval(days => -s.keep_days))
    order by r.id limit ${mostLetGo}::int for update of r skip locked) returning id`,
  idempotencyKeys: (
    tenantId,
  ) => sql`delete from idempotency_keys where tenant_id = ${tenantId} and (membership_id, operation, key) in (
    select membership_id, operation, key from idempotency_keys
    where tenant_id = ${tenantId} and created_at < clock_timestamp() - interval '48 hours'
    order by created_at limit ${mostLetGo}::int for update skip locked) returning key`,
};

/** Imports whose file is awaited, and of which nothing has come for a day. */
export const abandoned = (tenantId: string): SQL => sql`select i.id from imports i
  where i.tenant_id = ${tenantId} and i.state = 'awaiting_content' and i.id < ${before('1 day')}
    and not exists (select from import_chunks c
      where c.tenant_id = i.tenant_id and c.import_id = i.id and c.id >= ${before('1 day')})
  order by i.id limit 100`;
