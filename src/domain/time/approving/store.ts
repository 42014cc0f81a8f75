import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** What decides how a submitted week is approved. */
export interface Circumstances {
  orderType: string;
  profession: string;
  specialty: string | null;
  /** The users who are its worker or act for its vendor: they never approve it. */
  parties: string[];
  /** Whether its program routes weeks by a policy. */
  isRouted: boolean;
  /** Hours after which who may approve is reminded; null: never. */
  reminderHours: number | null;
  /** Hours of silence that approve it by the vendor’s agreement now; null: none do. */
  acceptHours: number | null;
}

/** The circumstances of weeks, by week; as the tenant’s own hand, since they are of all sides. */
export async function circumstancesOfMany(
  timesheetIds: readonly string[],
  { tx, actor, now }: Context,
): Promise<Map<string, Circumstances>> {
  const found = await tx.rows<Circumstances & { id: string }>(sql`
    select t.id, o.type as "orderType", o.profession, o.specialty,
      array(select distinct m.user_id from memberships m where m.tenant_id = t.tenant_id
        and (m.worker_id = t.worker_id or m.vendor_id = t.vendor_id)) as parties,
      exists (select from approval_policies y where y.tenant_id = t.tenant_id and y.program_id = t.program_id
        and y.subject = 'timesheet' and y.archived_at is null) as "isRouted",
      p.time_reminder_hours as "reminderHours",
      (select g.auto_accept_hours from agreements g where g.tenant_id = t.tenant_id and g.program_id = t.program_id
        and g.vendor_id = t.vendor_id and g.effective @> (${now}::timestamptz at time zone t.time_zone)::date) as "acceptHours"
    from timesheets t
    join programs p on p.tenant_id = t.tenant_id and p.id = t.program_id
    join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id
    join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
    where t.tenant_id = ${actor.tenantId} and t.id = any(${`{${timesheetIds.join(',')}}`}::uuid[])`);
  return new Map(found.map(({ id, ...circumstances }) => [id, circumstances]));
}

/** The circumstances of a week; as the tenant’s own hand. */
export const circumstancesOf = async (timesheetId: string, context: Context): Promise<Circumstances> =>
  (await circumstancesOfMany([timesheetId], context)).get(timesheetId)!;

/** How many hours after weeks are over those who work them are reminded of them; of one that nobody is, nothing. */
export async function reminderHoursOf(
  timesheetIds: readonly string[],
  { tx, actor }: Context,
): Promise<{ id: string; weekEndsAt: string; hours: number }[]> {
  return tx.rows(sql`select t.id, app.instant(t.week_ends_at) as "weekEndsAt", p.time_reminder_hours as hours
    from timesheets t join programs p on p.tenant_id = t.tenant_id and p.id = t.program_id
    where t.tenant_id = ${actor.tenantId} and t.id = any(${`{${timesheetIds.join(',')}}`}::uuid[])
      and p.time_reminder_hours is not null`);
}

/** The assignments of weeks, each once. */
export async function assignmentIdsOf(
  timesheetIds: readonly string[],
  { tx, actor }: Context,
): Promise<string[]> {
  const found = await tx.rows<{ id: string }>(sql`select distinct assignment_id as id from timesheets
    where tenant_id = ${actor.tenantId} and id = any(${`{${timesheetIds.join(',')}}`}::uuid[])`);
  return found.map(({ id }) => id);
}
