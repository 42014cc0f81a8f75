import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Ledger } from '../model/account.ts';
import type { GlLine } from '../posting/entries.ts';
import type { MappingRule } from '../posting/mapping-match.ts';
import type { FoundPosting } from './postings.ts';

/** The next number of a ledger's exports, gapless: they are made one after another. */
export async function takeNumber(programId: string, ledger: Ledger, { tx, actor }: Context): Promise<number> {
  const [taken] = await tx.rows<{ number: number }>(
    sql`insert into gl_series as s (tenant_id, program_id, ledger, next_number) values (${actor.tenantId}, ${programId}, ${ledger}, 2)
      on conflict (tenant_id, program_id, ledger) do update set next_number = s.next_number + 1
      returning next_number - 1 as number`,
  );
  return taken!.number;
}

/** Keeps a ledger's exports as they are until the transaction ends. */
export async function holdSeries(programId: string, ledger: Ledger, { tx, actor }: Context): Promise<void> {
  await tx.rows(sql`select s.next_number from gl_series s
    where s.tenant_id = ${actor.tenantId} and s.program_id = ${programId} and s.ledger = ${ledger} for update`);
}

/** The mappings of a ledger, each with its account. */
export const rulesOf = (programId: string, ledger: Ledger, { tx, actor }: Context): Promise<MappingRule[]> =>
  tx.rows(sql`select m.purpose, m.item_kind as "itemKind", m.hour_type as "hourType", m.cost_center_id as "costCenterId",
      m.effective::text as effective, a.id as "accountId", a.number as "accountNumber", a.name as "accountName"
    from gl_mappings m join gl_accounts a on a.tenant_id = m.tenant_id and a.id = m.account_id
    where m.tenant_id = ${actor.tenantId} and m.program_id = ${programId} and m.ledger = ${ledger}`);

interface Head {
  id: string;
  programId: string;
  ledger: Ledger;
  currency: string;
}

/** Writes which documents, payments and closings an export tells. */
export async function insertEntries(
  { id, programId, ledger }: Head,
  postings: readonly FoundPosting[],
  { tx, actor, now }: Context,
) {
  const rows = [...new Map(postings.map((posting) => [posting.entryNumber, posting])).values()];
  await tx.rows(sql`insert into gl_entries (tenant_id, export_id, program_id, ledger, number, kind, source_noun, source_id, posted_on, reference, created_at, updated_at)
    select ${actor.tenantId}, ${id}, ${programId}, ${ledger}, e."entryNumber", e.kind, e."sourceNoun", e."sourceId", e."postedOn", e.reference,
      ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e ("entryNumber" integer, kind text, "sourceNoun" text, "sourceId" uuid, "postedOn" date, reference text)`);
}

const linesAtOnce = 5_000;

/** Writes the lines of an export, numbered from 1 in their order. */
export async function insertLines(
  { id, programId, ledger, currency }: Head,
  lines: readonly GlLine<FoundPosting>[],
  { tx, actor, now }: Context,
) {
  for (let start = 0; start < lines.length; start += linesAtOnce) {
    const rows = lines.slice(start, start + linesAtOnce).map(({ from, rule, debit, credit }, at) => ({
      ...from,
      accountId: rule.accountId,
      accountNumber: rule.accountNumber,
      accountName: rule.accountName,
      debit,
      credit,
      number: start + at + 1,
    }));
    await tx.rows(sql`insert into gl_lines (tenant_id, export_id, entry_number, number, program_id, ledger, kind, source_id, posted_on, reference,
        purpose, account_id, account_number, account_name, debit, credit, currency, item_kind, hour_type, facility_id, vendor_id, cost_center_id,
        cost_center_code, created_at, updated_at)
      select ${actor.tenantId}, ${id}, l."entryNumber", l.number, ${programId}, ${ledger}, l.kind, l."sourceId", l."postedOn", l.reference, l.purpose,
        l."accountId", l."accountNumber", l."accountName", l.debit, l.credit, ${currency}, l."itemKind", l."hourType", l."facilityId", l."vendorId",
        l."costCenterId", l."costCenterCode", ${now}::timestamptz, ${now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l ("entryNumber" integer, number integer, kind text, "sourceId" uuid, "postedOn" date,
        reference text, purpose text, "accountId" uuid, "accountNumber" text, "accountName" text, debit numeric, credit numeric, "itemKind" text,
        "hourType" text, "facilityId" uuid, "vendorId" uuid, "costCenterId" uuid, "costCenterCode" text)
      order by l.number`);
  }
}

/** SHA-256, in hex, of an export's lines in order, as the export's `contentHash` says. */
export async function hashOf(exportId: string, { tx, actor }: Context): Promise<string> {
  const [found] = await tx.rows<{ hash: string }>(sql`select encode(sha256(convert_to(coalesce(string_agg(
      format('%s|%s|%s|%s|%s|%s|%s|%s', l.number, l.entry_number, l.posted_on, l.account_number, l.debit, l.credit, l.cost_center_code, l.reference)
      || chr(10), '' order by l.number), ''), 'UTF8')), 'hex') as hash
    from gl_lines l where l.tenant_id = ${actor.tenantId} and l.export_id = ${exportId}`);
  return found!.hash;
}

/** Whether an entry of a later export builds on what an export told of a closing or a payment. */
export async function isBuiltUpon(exportId: string, { tx, actor }: Context): Promise<boolean> {
  const found =
    await tx.rows(sql`select e.id from gl_entries e join gl_exports told on told.tenant_id = e.tenant_id and told.id = e.export_id
    join gl_entries l on l.tenant_id = e.tenant_id and l.ledger = e.ledger and l.source_id = e.source_id and l.stands
    join gl_exports later on later.tenant_id = l.tenant_id and later.id = l.export_id and later.number > told.number
    where e.tenant_id = ${actor.tenantId} and e.export_id = ${exportId} and e.stands limit 1`);
  return found.length > 0;
}

/** Lets what an export told wait again. */
export async function releaseEntries(exportId: string, { tx, actor, now }: Context): Promise<void> {
  await tx.rows(sql`update gl_entries set stands = false, version = version + 1, updated_at = ${now}::timestamptz
    where tenant_id = ${actor.tenantId} and export_id = ${exportId} and stands`);
}
