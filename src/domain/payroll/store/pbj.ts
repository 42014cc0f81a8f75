import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { CountedTime } from '../pbj/day-minutes.ts';

/** The days of a facility that are asked, both ends among them. */
export interface PbjQuestion {
  facilityId: string;
  from: string;
  to: string;
}

/** An approved week of somebody at the facility, and under which title the journal counts it; null where under none. */
export interface PbjWeek {
  employeeId: string;
  profession: string;
  jobCode: number | null;
  jobTitle: string | null;
  isOwnPool: boolean;
  timeZone: string;
  workweek: { start: string; end: string };
  counted: CountedTime[];
}

/** The approved weeks that touch the days, read as the tenant's own hand within the caller's units. */
export const pbjWeeks = ({ facilityId, from, to }: PbjQuestion, { tx, actor }: Context): Promise<PbjWeek[]> =>
  tx.rows(sql`
    select upper(left(encode(sha256(convert_to(concat_ws(':', ${actor.tenantId}::text, ${facilityId}::text, t.worker_id), 'UTF8')), 'hex'), 20)) as "employeeId",
      o.profession, j.number as "jobCode", j.title as "jobTitle", v.kind = 'internal_pool' as "isOwnPool", t.time_zone as "timeZone",
      r.account -> 'workweek' as workweek, r.account -> 'counted' as counted
    from timesheets t join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id
    join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
    join vendors v on v.tenant_id = t.tenant_id and v.id = t.vendor_id
    join timesheet_ratings r on r.tenant_id = t.tenant_id and r.timesheet_id = t.id and r.revision = t.revision
    left join pbj_professions p on p.code = o.profession left join pbj_job_codes j on j.code = p.job_code
    where t.tenant_id = ${actor.tenantId} and t.facility_id = ${facilityId} and t.approved_at is not null
      and t.state in ('approved', 'invoiced', 'disputed') and t.week_starts_on between ${from}::date - 8 and ${to}::date
      and (${actor.unitIds === null} or t.unit_id = any(${`{${(actor.unitIds ?? []).join(',')}}`}::uuid[]))`);

/** The facility's CMS certification number, where it has one. */
export async function ccnOf(facilityId: string, { tx, actor }: Context): Promise<string | null> {
  const [found] = await tx.rows<{ ccn: string | null }>(
    sql`select f.ccn from facilities f where f.tenant_id = ${actor.tenantId} and f.id = ${facilityId}`,
  );
  return found?.ccn ?? null;
}
