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

/** The charge lines of a version, summed exactly from the stored day lines: regular, overtime, then differentials. */
export async function chargeLinesOf(
  timesheetId: string,
  revision: number,
  { tx, actor }: Context,
): Promise<ChargedLine[]> {
  const lines = await tx.rows<Omit<ChargedLine, 'lineKey'>>(sql`
    select hour_type as "hourType", differential_code as "differentialCode", sum(minutes)::int as minutes,
      bill_rate::text as rate, sum(amount)::text as amount,
      min(work_date)::text as "workDateFrom", max(work_date)::text as "workDateTo"
    from timesheet_lines
    where tenant_id = ${actor.tenantId} and timesheet_id = ${timesheetId} and revision = ${revision}
    group by hour_type, differential_code, bill_rate
    order by array_position(array['regular', 'overtime', 'differential'], hour_type), differential_code, bill_rate`);
  return lines.map((line) => ({ lineKey: lineKeyOf(line), ...line }));
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
