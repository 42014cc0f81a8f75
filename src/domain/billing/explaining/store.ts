import { sql, type SQL } from 'drizzle-orm';
import type { z } from 'zod';
import type { Context } from '../../../kernel/operation.ts';
import type { InvoiceDimensionName, InvoiceExplanation, InvoiceLineExplanation } from './model.ts';

type Explained = z.input<typeof InvoiceExplanation>;
type ExplainedLine = z.input<typeof InvoiceLineExplanation>;

const columns: Record<InvoiceDimensionName, SQL> = {
  kind: sql`i.kind`,
  vendor: sql`l.vendor_id`,
  facility: sql`l.facility_id`,
  unit: sql`l.unit_id`,
  purchase_order: sql`l.purchase_order_id`,
};

const linesOf = (invoiceId: string, tenantId: string) => sql`invoice_lines l
  join billing_items i on i.tenant_id = l.tenant_id and i.id = l.billing_item_id
  where l.tenant_id = ${tenantId} and l.invoice_id = ${invoiceId}`;

/** The lines of a document summed by some of their dimensions, in the order of these. */
export function groupsOf(
  invoiceId: string,
  by: readonly InvoiceDimensionName[],
  { tx, actor }: Context,
): Promise<Explained['groups']> {
  const shown = (dimension: InvoiceDimensionName) =>
    by.includes(dimension) ? columns[dimension] : dimension === 'kind' ? sql`null::text` : sql`null::uuid`;
  const places = by.map((dimension) => columns[dimension]);
  const grouped =
    places.length === 0
      ? sql``
      : sql`group by ${sql.join(places, sql`, `)} order by ${sql.join(places, sql`, `)}`;
  return tx.rows(sql`
    select ${shown('kind')} as kind, ${shown('vendor')} as "vendorId", ${shown('facility')} as "facilityId", ${shown('unit')} as "unitId",
      ${shown('purchase_order')} as "purchaseOrderId", count(*)::int as "lineCount", coalesce(sum(l.minutes), 0)::int as minutes,
      coalesce(sum(l.amount), 0)::text as amount, coalesce(sum(l.fee_amount), 0)::text as "feeAmount",
      coalesce(sum(l.net_amount), 0)::text as "netAmount"
    from ${linesOf(invoiceId, actor.tenantId)} ${grouped}`);
}

/** The lines of a document after one of them, by their numbers. */
export const linesAfter = (
  invoiceId: string,
  { after, limit }: { after: number; limit: number },
  { tx, actor }: Context,
): Promise<Explained['lines']> =>
  tx.rows(sql`
    select l.id as "invoiceLineId", l.number, l.billing_item_id as "billingItemId", i.kind, i.source_noun as "sourceNoun",
      i.source_id as "sourceId", i.source_revision as "sourceRevision", l.vendor_id as "vendorId", l.description,
      i.work_date_from::text as "workDateFrom", i.work_date_to::text as "workDateTo", l.minutes, l.rate::text as rate,
      l.amount::text as amount, l.fee_amount::text as "feeAmount", l.net_amount::text as "netAmount"
    from ${linesOf(invoiceId, actor.tenantId)} and l.number > ${after} order by l.number limit ${limit}`);

/** The document that a document corrects, and those that correct it, as far as the caller sees them. */
export async function correctionsOf(
  { id, correctsId }: { id: string; correctsId: string | null },
  { tx, actor }: Context,
): Promise<Pick<Explained, 'corrects' | 'corrections'>> {
  const found = await tx.rows<Explained['corrections'][number]>(sql`
    select d.id as "invoiceId", d.kind, d.number, d.total::text as total from invoices d
    where d.tenant_id = ${actor.tenantId} and (d.corrects_id = ${id} or d.id = ${correctsId}::uuid) and d.state <> 'draft'
    order by d.issued_at, d.number`);
  return {
    corrects: found.find(({ invoiceId }) => invoiceId === correctsId) ?? null,
    corrections: found.filter(({ invoiceId }) => invoiceId !== correctsId),
  };
}

/** Where an item, or what takes it back, stands on documents of one side. */
export function placesOf(
  which: { itemId: string | null } | { correctsId: string },
  side: string,
  { tx, actor }: Context,
): Promise<ExplainedLine['corrections']> {
  const condition =
    'itemId' in which ? sql`i.id = ${which.itemId}::uuid` : sql`i.corrects_id = ${which.correctsId}::uuid`;
  return tx.rows(sql`
    select l.id as "invoiceLineId", l.invoice_id as "invoiceId", d.number as "invoiceNumber", l.number as "lineNumber",
      l.amount::text as amount
    from billing_items i join invoice_lines l on l.tenant_id = i.tenant_id and l.billing_item_id = i.id and l.side = ${side}
    join invoices d on d.tenant_id = l.tenant_id and d.id = l.invoice_id
    where i.tenant_id = ${actor.tenantId} and ${condition} order by l.id`);
}

/** The taxes of a document in the order in which it lists them, as far as the caller sees them. */
export const taxesOn = (
  invoiceId: string,
  { tx, actor }: Context,
): Promise<NonNullable<ExplainedLine['tax']>[]> =>
  tx.rows(sql`
    select x.tax_rule_id as "taxRuleId", x.name, x.jurisdiction, x.percent::text as percent, x.base::text as base,
      x.amount::text as amount
    from invoice_taxes x where x.tenant_id = ${actor.tenantId} and x.invoice_id = ${invoiceId} order by x.number`);

/** The clause that an item's fee was agreed by, of those that stood when it was priced; null where the caller sees no agreement. */
export async function clauseOf(
  item: {
    agreementId: string | null;
    sourceNoun: string;
    sourceId: string;
    assignmentId: string | null;
    createdAt: string;
  },
  { tx, actor }: Context,
): Promise<ExplainedLine['fee']['clause']> {
  const [found] = await tx.rows<NonNullable<ExplainedLine['fee']['clause']>>(sql`
    select a.id as "agreementId", f.id as "agreementFeeId", lower(a.effective)::text as "effectiveFrom",
      (upper(a.effective) - 1)::text as "effectiveTo"
    from agreements a
    left join lateral (
      select f.id from orders o join agreement_fees f on f.tenant_id = o.tenant_id and f.agreement_id = a.id and f.order_type = o.type
        and f.created_at <= ${item.createdAt}::timestamptz
      where o.tenant_id = a.tenant_id and o.id = coalesce(
        (select s.order_id from assignments s where s.tenant_id = a.tenant_id and s.id = coalesce(${item.assignmentId}::uuid,
          (select t.assignment_id from timesheets t where ${item.sourceNoun} = 'timesheet' and t.tenant_id = a.tenant_id and t.id = ${item.sourceId}))),
        (select c.order_id from charges c where ${item.sourceNoun} = 'charge' and c.tenant_id = a.tenant_id and c.id = ${item.sourceId}))
      order by f.created_at desc, f.id desc limit 1) f on true
    where a.tenant_id = ${actor.tenantId} and a.id = ${item.agreementId}::uuid`);
  return found ?? null;
}
