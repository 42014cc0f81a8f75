import { sql, type SQL } from 'drizzle-orm';
import { permission, type Actor } from '../../kernel/actor.ts';
import type { RowAt } from '../../kernel/noun.ts';
import { programs } from '../programs/index.ts';

export const permissions = {
  read: permission(
    'rates.read',
    'program_manager',
    'requester',
    'approver',
    'client_finance',
    'integration',
    'tenant_admin',
  ),
  /** Tells of agreements, so it is theirs who read those. */
  explain: permission('rates.explain', 'program_manager', 'client_finance', 'integration', 'tenant_admin'),
  manage: permission('rates.manage', 'program_manager', 'tenant_admin', 'integration'),
};

/** Pay is the operator's and client finance's; requesters and approvers see it where the program says so. */
export const maySeePay = (row: RowAt, { role }: Actor): SQL | true =>
  role !== 'requester' && role !== 'approver'
    ? true
    : sql`exists (select from ${row.source(programs, 'p')} where p.tenant_id = ${row('tenantId')}
        and p.id = ${row('programId')} and p.requester_sees_pay)`;

/** Whether the first day of what holds from day to day is yet to come, by the program's calendar. */
export const beforeFirstDay = (row: RowAt): SQL =>
  sql`lower(${row('effective')}) > (select (app.now() at time zone p.time_zone)::date from programs p
    where p.tenant_id = ${row('tenantId')} and p.id = ${row('programId')})`;
