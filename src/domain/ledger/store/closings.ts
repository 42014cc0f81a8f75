import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { AccrualRow } from './accruals.ts';

const linesAtOnce = 5_000;

/** Keeps what a closing accrued, in order, and answers SHA-256, in hex, of it as the closing's `contentHash` says. */
export async function keepAccruals(
  { id, programId }: { id: string; programId: string },
  accruals: readonly AccrualRow[],
  { tx, actor, now }: Context,
): Promise<string> {
  for (let start = 0; start < accruals.length; start += linesAtOnce) {
    const rows = accruals
      .slice(start, start + linesAtOnce)
      .map((row, at) => ({ ...row, number: start + at + 1 }));
    await tx.rows(sql`insert into period_accruals (tenant_id, closing_id, number, program_id, facility_id, unit_id, vendor_id, cost_center_id,
        cost_center_code, basis, item_kind, hour_type, amount, fee_amount, vendor_amount, created_at, updated_at)
      select ${actor.tenantId}, ${id}, a.number, ${programId}, a."facilityId", a."unitId", a."vendorId", a."costCenterId", a."costCenterCode",
        a.basis, a."itemKind", a."hourType", a.amount, a."feeAmount", a."vendorAmount", ${now}::timestamptz, ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a (number integer, "facilityId" uuid, "unitId" uuid, "vendorId" uuid,
        "costCenterId" uuid, "costCenterCode" text, basis text, "itemKind" text, "hourType" text, amount numeric, "feeAmount" numeric, "vendorAmount" numeric)
      order by a.number`);
  }
  const [found] = await tx.rows<{ hash: string }>(sql`select encode(sha256(convert_to(coalesce(string_agg(
      format('%s|%s|%s|%s|%s|%s|%s|%s|%s|%s', a.number, a.basis, a.item_kind, a.hour_type, a.facility_id, a.unit_id, a.vendor_id,
        a.cost_center_code, a.amount, a.fee_amount) || chr(10), '' order by a.number), ''), 'UTF8')), 'hex') as hash
    from period_accruals a where a.tenant_id = ${actor.tenantId} and a.closing_id = ${id}`);
  return found!.hash;
}

/** The closing of a period that stands, and how often it was closed. */
export async function closingsOf(
  periodId: string,
  { tx, actor }: Context,
): Promise<{ standing: { id: string; version: number } | null; count: number }> {
  const found = await tx.rows<{
    id: string;
    version: number;
    state: string;
  }>(sql`select c.id, c.version, c.state from period_closings c
    where c.tenant_id = ${actor.tenantId} and c.period_id = ${periodId} order by c.number for update`);
  return { standing: found.find(({ state }) => state === 'stands') ?? null, count: found.length };
}

/** The day it is where a program is. */
export async function todayOf(programId: string, { tx, actor, now }: Context): Promise<string> {
  const [found] = await tx.rows<{
    day: string;
  }>(sql`select (${now}::timestamptz at time zone p.time_zone)::date::text as day
    from programs p where p.tenant_id = ${actor.tenantId} and p.id = ${programId}`);
  return found!.day;
}
