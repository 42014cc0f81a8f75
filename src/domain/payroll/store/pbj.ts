import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '../../../kernel/operation.ts';
import type { PbjDay } from '../model/pbj.ts';

/** The days of a facility that are asked, both ends among them. */
export interface PbjQuestion {
  facilityId: string;
  from: string;
  to: string;
}

/** Minutes of a day; without a job title where its profession has none. */
export type CountedDay = Omit<z.output<typeof PbjDay>, 'jobCode' | 'jobTitle'> & {
  jobCode: number | null;
  jobTitle: string | null;
  profession: string;
};

// Hours are of services: waiting on call and orientation are paid, and are none.
const services = sql`l.hour_type in ('regular', 'overtime', 'double_time', 'holiday', 'callback')`;

/**
 * Approved minutes by person, job title and local day, read as the tenant's own hand within the caller's units: paid
 * ones, meals out also where they are paid (PBJ Policy Manual, hours paid for services; meal breaks).
 */
export const pbjDays = (
  { facilityId, from, to }: PbjQuestion,
  { tx, actor }: Context,
): Promise<CountedDay[]> =>
  tx.rows(sql`
    with approved as (
      select t.tenant_id, t.id, t.revision, t.worker_id, t.time_zone, o.profession, v.kind = 'internal_pool' as own_pool
      from timesheets t join assignments a on a.tenant_id = t.tenant_id and a.id = t.assignment_id
      join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
      join vendors v on v.tenant_id = t.tenant_id and v.id = t.vendor_id
      where t.tenant_id = ${actor.tenantId} and t.facility_id = ${facilityId} and t.approved_at is not null
        and t.state in ('approved', 'invoiced', 'disputed') and t.week_starts_on between ${from}::date - 8 and ${to}::date
        and (${actor.unitIds === null} or t.unit_id = any(${`{${(actor.unitIds ?? []).join(',')}}`}::uuid[]))
    ), counted as (
      select a.worker_id, a.profession, a.own_pool, l.work_date, l.minutes from approved a
      join timesheet_lines l on l.tenant_id = a.tenant_id and l.timesheet_id = a.id and l.revision = a.revision and ${services}
      union all
      select a.worker_id, a.profession, a.own_pool, d.day::date,
        -greatest(0, extract(epoch from least(m.ended, (d.day + interval '1 day') at time zone a.time_zone)
          - greatest(m.started, d.day at time zone a.time_zone)) / 60)::int
      from approved a
      join time_entries e on e.tenant_id = a.tenant_id and e.timesheet_id = a.id and e.revision = a.revision
        and e.kind in ('worked', 'callback')
      cross join lateral (select date_trunc('minute', p."startsAt") as started, date_trunc('minute', p."endsAt") as ended
        from jsonb_to_recordset(e.meals) as p ("startsAt" timestamptz, "endsAt" timestamptz, "isPaid" boolean) where p."isPaid") m
      cross join lateral generate_series(date_trunc('day', m.started at time zone a.time_zone),
        date_trunc('day', m.ended at time zone a.time_zone), interval '1 day') as d (day)
    ), days as (
      select worker_id, profession, own_pool, work_date, sum(minutes)::int as minutes from counted
      where work_date between ${from}::date and ${to}::date group by 1, 2, 3, 4 having sum(minutes) > 0
    )
    select upper(left(encode(sha256(convert_to(${actor.tenantId} || ':' || ${facilityId} || ':' || d.worker_id, 'UTF8')), 'hex'), 20)) as "employeeId",
      j.number as "jobCode", j.title as "jobTitle", d.profession, case when d.own_pool then 2 else 3 end as "payType",
      d.work_date::text as "workDate", d.minutes, round(d.minutes / 60.0, 2)::text as hours
    from days d left join pbj_professions p on p.code = d.profession left join pbj_job_codes j on j.code = p.job_code
    order by d.work_date, j.number, 1, d.profession`);

/** The facility's CMS certification number, where it has one. */
export async function ccnOf(facilityId: string, { tx, actor }: Context): Promise<string | null> {
  const [found] = await tx.rows<{ ccn: string | null }>(
    sql`select f.ccn from facilities f where f.tenant_id = ${actor.tenantId} and f.id = ${facilityId}`,
  );
  return found?.ccn ?? null;
}
