import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { billingItems, type invoices } from '../tables.ts';
import { invoiceDisputes } from './tables.ts';

type InvoiceRow = Row<typeof invoices>;

/** A line as it can be disputed: what stands of it after credits, those that wait too. */
export interface DisputableLine {
  id: string;
  invoiceId: string;
  side: 'client' | 'vendor';
  billingItemId: string;
  programId: string;
  facilityId: string | null;
  unitId: string | null;
  vendorId: string;
  standing: string;
}

/** Lines by their ids, with what stands of them. */
export async function linesById(
  ids: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, DisputableLine>> {
  const found = await tx.rows<DisputableLine>(sql`
    select l.id, l.invoice_id as "invoiceId", l.side, l.billing_item_id as "billingItemId", l.program_id as "programId",
      l.facility_id as "facilityId", l.unit_id as "unitId", l.vendor_id as "vendorId",
      l.amount + coalesce((select sum(c.amount) from ${billingItems} c
        where c.tenant_id = l.tenant_id and c.corrects_id = l.billing_item_id and c.state <> 'void'), 0) as standing
    from invoice_lines l where l.tenant_id = ${actor.tenantId} and l.id = any (${`{${ids.join(',')}}`}::uuid[])`);
  return new Map(found.map((line) => [line.id, line]));
}

/** Whether a line of the document is in dispute still. */
export async function hasOpenDispute({ id }: InvoiceRow, { tx, actor }: Context): Promise<boolean> {
  const found = await tx.rows<{ id: string }>(sql`select d.id from invoice_disputes d
    where d.tenant_id = ${actor.tenantId} and d.invoice_id = ${id} and d.state = 'open' limit 1`);
  return found.length > 0;
}

/** The disputes of a document that are open, held. */
export const openDisputesOf = (
  invoiceId: string,
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
): Promise<Row<typeof invoiceDisputes>[]> =>
  tx.db
    .select()
    .from(invoiceDisputes)
    .where(
      and(
        eq(invoiceDisputes.tenantId, actor.tenantId),
        eq(invoiceDisputes.invoiceId, invoiceId),
        eq(invoiceDisputes.state, 'open'),
      ),
    )
    .orderBy(invoiceDisputes.id)
    .for('update');

/** The credit memo that was issued last of those that credit an invoice. */
export async function lastMemoOf(
  invoiceId: string,
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
): Promise<string | null> {
  const [memo] = await tx.rows<{ id: string }>(sql`select d.id from invoices d
    where d.tenant_id = ${actor.tenantId} and d.corrects_id = ${invoiceId} order by d.issued_at desc, d.id desc limit 1`);
  return memo?.id ?? null;
}
