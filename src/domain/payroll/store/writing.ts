import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { ExportedLine } from '../exporting/composed.ts';
import type { Version } from './waiting.ts';

/** An export that is being written. */
interface Head {
  id: string;
  number: number;
  receiver: string;
}

const linesAtOnce = 5_000;

/** Writes which versions an export tells. */
export async function insertVersions(head: Head, versions: readonly Version[], { tx, actor, now }: Context) {
  const rows = versions.map(({ timesheetId, revision }) => ({ timesheetId, revision }));
  await tx.rows(sql`insert into payroll_versions (tenant_id, export_id, receiver, program_id, facility_id, unit_id, vendor_id,
      worker_id, assignment_id, timesheet_id, revision, created_at, updated_at)
    select t.tenant_id, ${head.id}, ${head.receiver}, t.program_id, t.facility_id, t.unit_id, t.vendor_id, t.worker_id,
      t.assignment_id, t.id, w.revision, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w ("timesheetId" uuid, revision integer)
    join timesheets t on t.tenant_id = ${actor.tenantId} and t.id = w."timesheetId"`);
}

/** Writes the lines of an export, numbered from 1 in their order. */
export async function insertLines(head: Head, lines: readonly ExportedLine[], { tx, actor, now }: Context) {
  for (let start = 0; start < lines.length; start += linesAtOnce) {
    const rows = lines
      .slice(start, start + linesAtOnce)
      .map((line, at) => ({ ...line, number: start + at + 1 }));
    await tx.rows(sql`insert into payroll_export_lines (tenant_id, export_id, export_number, number, receiver, kind, reverses_id,
        program_id, facility_id, unit_id, vendor_id, worker_id, assignment_id, timesheet_id, revision, work_date, basis, type,
        component, pay_code, minutes, rate, amount, cost_center_id, cost_center_code, created_at, updated_at)
      select v.tenant_id, v.export_id, ${head.number}, l.number, v.receiver, l.kind, l."reversesId", v.program_id, v.facility_id,
        v.unit_id, v.vendor_id, v.worker_id, v.assignment_id, v.timesheet_id, v.revision, l."workDate", l.basis, l.type,
        l.component, l."payCode", l.minutes, l.rate, l.amount, l."costCenterId", l."costCenterCode",
        ${now}::timestamptz, ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l (number integer, kind text, "reversesId" uuid, "timesheetId" uuid,
        "workDate" date, basis text, type text, component text, "payCode" text, minutes integer, rate numeric, amount numeric,
        "costCenterId" uuid, "costCenterCode" text)
      join payroll_versions v on v.tenant_id = ${actor.tenantId} and v.export_id = ${head.id} and v.timesheet_id = l."timesheetId"
      order by l.number`);
  }
}

/** SHA-256, in hex, of an export's lines in order, as the export's `contentHash` says. */
export async function hashOf(exportId: string, { tx, actor }: Context): Promise<string> {
  const [found] = await tx.rows<{ hash: string }>(sql`select encode(sha256(convert_to(coalesce(string_agg(
      format('%s|%s|%s|%s|%s|%s|%s|%s', l.number, l.timesheet_id, l.revision, l.work_date, l.pay_code, l.minutes, l.amount, l.cost_center_code)
      || chr(10), '' order by l.number), ''), 'UTF8')), 'hex') as hash
    from payroll_export_lines l where l.tenant_id = ${actor.tenantId} and l.export_id = ${exportId}`);
  return found!.hash;
}

/** How many people of versions have no id in a system of the receiver's; a vendor's are its representations. */
export async function countUnnamed(
  versions: readonly Version[],
  system: string,
  { receiver, receiverId }: { receiver: string; receiverId: string },
  { tx, actor }: Context,
): Promise<number> {
  const workers = `{${[...new Set(versions.map(({ workerId }) => workerId))].join(',')}}`;
  const [found] = await tx.rows<{
    count: number;
  }>(sql`select count(*)::int as count from unnest(${workers}::uuid[]) w (id)
    where not exists (select from external_ids e where e.tenant_id = ${actor.tenantId} and e.owner_id = ${receiverId}
      and e.system = ${system} and case ${receiver} when 'client' then e.noun = 'worker' and e.subject_id = w.id
        else e.noun = 'representation' and e.subject_id in (select r.id from representations r where r.tenant_id = e.tenant_id
          and r.vendor_id = ${receiverId} and r.worker_id = w.id) end)`);
  return found!.count;
}
