import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import type { Party } from '../charging/document.ts';
import { named, unsaid } from './model.ts';
import { billingProfiles } from './tables.ts';
import type { TaxRule } from './taxing.ts';

type Kind = 'client_invoice' | 'vendor_statement' | 'credit_memo' | 'vendor_credit';

/** How a program's documents are made, whether it says so or it goes without saying. */
export interface BillingProfile {
  grouping: 'program' | 'facility' | 'cost_center' | 'purchase_order';
  /** What the series of each kind of document begins with. */
  prefixes: Record<Kind, string>;
  seller: Party;
  buyer: Party;
  remitTo: string[];
  note: string | null;
  logoFileId: string | null;
  termsDays: number;
}

/** A program's profile as it was set, held until the transaction ends; undefined where none was. */
export async function profileSet(
  programId: string,
  { tx, actor }: Context,
): Promise<Row<typeof billingProfiles> | undefined> {
  const [found] = await tx.db
    .select()
    .from(billingProfiles)
    .where(and(eq(billingProfiles.tenantId, actor.tenantId), eq(billingProfiles.programId, programId)))
    .for('update');
  return found;
}

/** How the documents of a program are made now, whoever asks: one document a program and 30 days unless it says otherwise. */
export const profileOf = (programId: string, { tx, actor }: Context): Promise<BillingProfile> =>
  asTenant(tx, async () => {
    const [found] = await tx.rows<{
      tenant: string;
      program: string;
      grouping: BillingProfile['grouping'] | null;
      invoice_prefix: string | null;
      statement_prefix: string | null;
      credit_memo_prefix: string | null;
      vendor_credit_prefix: string | null;
      seller: Party | null;
      buyer: Party | null;
      remit_to: string[] | null;
      note: string | null;
      logo_file_id: string | null;
      terms_days: number | null;
    }>(sql`select t.name as tenant, p.name as program, b.grouping, b.invoice_prefix, b.statement_prefix, b.credit_memo_prefix,
        b.vendor_credit_prefix, b.seller, b.buyer, b.remit_to, b.note, b.logo_file_id, b.terms_days
      from programs p join tenants t on t.id = p.tenant_id
      left join billing_profiles b on b.tenant_id = p.tenant_id and b.program_id = p.id
      where p.tenant_id = ${actor.tenantId} and p.id = ${programId}`);
    const row = found!;
    return {
      grouping: row.grouping ?? unsaid.grouping,
      prefixes: {
        client_invoice: row.invoice_prefix ?? unsaid.invoicePrefix,
        vendor_statement: row.statement_prefix ?? unsaid.statementPrefix,
        credit_memo: row.credit_memo_prefix ?? unsaid.creditMemoPrefix,
        vendor_credit: row.vendor_credit_prefix ?? unsaid.vendorCreditPrefix,
      },
      seller: row.seller ?? named(row.tenant),
      buyer: row.buyer ?? named(row.program),
      remitTo: row.remit_to ?? [],
      note: row.note,
      logoFileId: row.logo_file_id,
      termsDays: row.terms_days ?? unsaid.termsDays,
    };
  });

const columns = sql`r.id, r.name, r.jurisdiction, r.percent, r.covers`;

/** The taxes in force in a program on a day, whoever asks. */
export const taxRulesOn = (programId: string, day: string, { tx, actor }: Context): Promise<TaxRule[]> =>
  asTenant(tx, () =>
    tx.rows<TaxRule>(sql`select ${columns} from tax_rules r where r.tenant_id = ${actor.tenantId}
      and r.program_id = ${programId} and r.effective @> ${day}::date order by r.id`),
  );

/** The taxes with these ids, in force or not: what a credit takes back is taxed as what it credits was. */
export const taxRulesById = (ids: readonly string[], { tx, actor }: Context): Promise<TaxRule[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : asTenant(tx, () =>
        tx.rows<TaxRule>(sql`select ${columns} from tax_rules r where r.tenant_id = ${actor.tenantId}
          and r.id = any (${`{${ids.join(',')}}`}::uuid[]) order by r.id`),
      );

/** Which of the facilities are not the program's, of those that the caller sees. */
export async function elsewhere(
  facilityIds: readonly string[],
  programId: string,
  { tx, actor }: Context,
): Promise<Set<string>> {
  const rows = await tx.rows<{
    id: string;
  }>(sql`select f.id from facilities f where f.tenant_id = ${actor.tenantId}
    and f.id = any (${`{${facilityIds.join(',')}}`}::uuid[]) and f.program_id <> ${programId}`);
  return new Set(rows.map(({ id }) => id));
}
