import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { SourceLine, StandingLine } from '../exporting/source-line.ts';
import type { Version } from './waiting.ts';

type Named = Pick<Version, 'timesheetId' | 'revision'>;

const named = (versions: readonly Named[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as w ("timesheetId" uuid, revision integer)`;

const listed = (ids: readonly string[]) => `{${ids.join(',')}}`;

/** The hours of versions as they are charged, by day. */
export const hoursOf = (versions: readonly Named[], { tx, actor }: Context): Promise<SourceLine[]> =>
  tx.rows(sql`select l.timesheet_id as "timesheetId", l.work_date::text as "workDate", 'hours' as basis, l.hour_type as type,
      l.differential_code as component, l.minutes, l.bill_rate::text as rate, l.amount::text as amount
    from ${named(versions)} join timesheet_lines l
      on l.tenant_id = ${actor.tenantId} and l.timesheet_id = w."timesheetId" and l.revision = w.revision
    order by l.timesheet_id, l.work_date, l.hour_type, l.differential_code, l.bill_rate`);

/** The pay of versions, by day; none of one whose pay rate is not known. */
export const payOf = (versions: readonly Named[], { tx, actor }: Context): Promise<SourceLine[]> =>
  tx.rows(sql`select l.timesheet_id as "timesheetId", l.work_date::text as "workDate", 'pay' as basis, l.earning as type,
      l.code as component, l.minutes, l.rate::text as rate, l.amount::text as amount
    from ${named(versions)} join timesheet_pay_lines l
      on l.tenant_id = ${actor.tenantId} and l.timesheet_id = w."timesheetId" and l.revision = w.revision
    order by l.timesheet_id, l.work_date, l.line_number`);

/** The lines of timesheets that a receiver was told and that were not taken back. */
export const standingOf = (
  timesheetIds: readonly string[],
  receiver: string,
  { tx, actor }: Context,
): Promise<StandingLine[]> =>
  tx.rows(sql`select l.id, l.timesheet_id as "timesheetId", l.work_date::text as "workDate", l.basis, l.type, l.component,
      l.pay_code as "payCode", l.minutes, l.rate::text as rate, l.amount::text as amount,
      l.cost_center_id as "costCenterId", l.cost_center_code as "costCenterCode"
    from payroll_versions told join payroll_export_lines l on l.tenant_id = told.tenant_id and l.export_id = told.export_id
      and l.timesheet_id = told.timesheet_id and l.kind = 'original'
    where told.tenant_id = ${actor.tenantId} and told.receiver = ${receiver} and told.stands
      and told.timesheet_id = any(${listed(timesheetIds)}::uuid[])
      and not exists (select from payroll_export_lines r join payroll_versions later on later.tenant_id = r.tenant_id
        and later.export_id = r.export_id and later.timesheet_id = r.timesheet_id and later.stands
        where r.tenant_id = l.tenant_id and r.reverses_id = l.id)
    order by l.timesheet_id, l.export_number, l.number`);
