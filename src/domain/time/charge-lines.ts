import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';

/** One hour type or differential at one rate over a version of a timesheet: minutes and cents are sums of its day lines. */
export interface ChargedLine {
  lineKey: string;
  hourType: string;
  differentialCode: string | null;
  minutes: number;
  rate: string;
  amount: string;
  workDateFrom: string;
  workDateTo: string;
}

/** What names a charge line within a version: `regular:98.0000`, `differential:night:3.0000`. */
export const lineKeyOf = (line: { hourType: string; differentialCode: string | null; rate: string }) =>
  [line.hourType, line.differentialCode, line.rate].filter((part) => part !== null).join(':');

/** A version of a timesheet. */
export interface TimesheetVersion {
  timesheetId: string;
  revision: number;
}

/** The charge lines of versions by timesheet, summed exactly from the stored day lines: regular, overtime, then differentials. */
export async function chargeLinesOf(
  versions: readonly TimesheetVersion[],
  { tx, actor }: Context,
): Promise<Map<string, ChargedLine[]>> {
  const asked = JSON.stringify(versions.map(({ timesheetId, revision }) => ({ timesheetId, revision })));
  // Named twice, so that the index is used however many rows a planner thinks JSON has.
  const ids = `{${versions.map(({ timesheetId }) => timesheetId).join(',')}}`;
  const lines = await tx.rows<Omit<ChargedLine, 'lineKey'> & { timesheetId: string }>(sql`
    select l.timesheet_id as "timesheetId", l.hour_type as "hourType", l.differential_code as "differentialCode",
      sum(l.minutes)::int as minutes, l.bill_rate::text as rate, sum(l.amount)::text as amount,
      min(l.work_date)::text as "workDateFrom", max(l.work_date)::text as "workDateTo"
    from jsonb_to_recordset(${asked}::jsonb) as a ("timesheetId" uuid, revision integer)
    join timesheet_lines l on l.timesheet_id = a."timesheetId" and l.revision = a.revision
    where l.tenant_id = ${actor.tenantId} and l.timesheet_id = any(${ids}::uuid[])
    group by l.timesheet_id, l.hour_type, l.differential_code, l.bill_rate
    order by array_position(array['regular', 'overtime', 'differential'], l.hour_type), l.differential_code, l.bill_rate`);
  const keyed = lines.map(({ timesheetId, ...line }) => ({
    timesheetId,
    line: { lineKey: lineKeyOf(line), ...line },
  }));
  const byTimesheet = Map.groupBy(keyed, ({ timesheetId }) => timesheetId);
  return new Map([...byTimesheet].map(([id, all]) => [id, all.map(({ line }) => line)]));
}

/** What a version charges for a day: its minutes of one kind at one rate, and their share of the charge. */
export interface ChargedDay {
  workDate: string;
  hourType: string;
  minutes: number;
  rate: string;
  amount: string;
}

/** The stored day lines of a version, by day. */
export const chargedDaysOf = (
  timesheetId: string,
  revision: number,
  { tx, actor }: Context,
): Promise<ChargedDay[]> =>
  tx.rows(sql`
    select work_date::text as "workDate", hour_type as "hourType", minutes, bill_rate::text as rate, amount::text as amount
    from timesheet_lines
    where tenant_id = ${actor.tenantId} and timesheet_id = ${timesheetId} and revision = ${revision}
    order by work_date, hour_type, differential_code, bill_rate`);

/** What versions charge for each of their days, by timesheet. */
export async function chargedByDay(
  versions: readonly TimesheetVersion[],
  { tx, actor }: Context,
): Promise<Map<string, { workDate: string; amount: string }[]>> {
  if (versions.length === 0) return new Map();
  const asked = JSON.stringify(versions.map(({ timesheetId, revision }) => ({ timesheetId, revision })));
  const days = await tx.rows<{ timesheetId: string; workDate: string; amount: string }>(sql`
    select l.timesheet_id as "timesheetId", l.work_date::text as "workDate", sum(l.amount)::text as amount
    from jsonb_to_recordset(${asked}::jsonb) as a ("timesheetId" uuid, revision integer)
    join timesheet_lines l on l.tenant_id = ${actor.tenantId} and l.timesheet_id = a."timesheetId" and l.revision = a.revision
    group by l.timesheet_id, l.work_date order by l.work_date`);
  return Map.groupBy(days, ({ timesheetId }) => timesheetId);
}

/** Time of a vendor in a program, worked on some days, both ends in them. */
export interface WorkedOver {
  programId: string;
  vendorId: string;
  from: string;
  to: string;
}

/** What a statement reads of it that stands approved: lines `l` of weeks `t`, none of a version that was replaced. */
export const approvedLines = ({ programId, vendorId, from, to }: WorkedOver, tenantId: string): SQL => sql`
  timesheet_lines l join timesheets t on t.tenant_id = l.tenant_id and t.id = l.timesheet_id and t.revision = l.revision
  where l.tenant_id = ${tenantId} and l.program_id = ${programId} and l.vendor_id = ${vendorId}
    and l.work_date between ${from}::date and ${to}::date and t.approved_at is not null
    and t.state in ('approved', 'invoiced', 'disputed')`;
