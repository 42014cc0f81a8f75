import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { RemittanceRow } from './model.ts';

// Each application to an issued document, and how that stood just before. By ids, which are in the order in which rows
// were written: a sandbox's clock may stand still.
const applied = (paymentId: string, tenantId: string) => sql`
  select a.id, a.amount, exists (select from payment_applications b
      where b.tenant_id = a.tenant_id and b.reverses_id = a.id) as is_taken_back, d.id as invoice_id, d.number, d.kind, d.issued_on, d.vendor_id, d.gross, d.fee, d.tax, d.total,
    coalesce((select sum(e.amount) from payment_applications e
      where e.tenant_id = a.tenant_id and e.invoice_id = a.invoice_id and e.id < a.id), 0.00) as earlier,
    coalesce((select sum(c.amount) from credit_applications c
      where c.tenant_id = a.tenant_id and c.invoice_id = a.invoice_id and c.id < a.id), 0.00)
    - coalesce((select sum(c.amount) from credit_applications c
      where c.tenant_id = a.tenant_id and c.credit_id = a.invoice_id and c.id < a.id), 0.00) as credited
  from payment_applications a join invoices d on d.tenant_id = a.tenant_id and d.id = a.invoice_id
  where a.tenant_id = ${tenantId} and a.payment_id = ${paymentId} and a.reverses_id is null and d.number is not null`;

/**
 * The rows of a payment's remittance, document by document: those of one sum to what of the payment was applied to it,
 * which `applied` tells, and `taken_back` where it was returned; line by line where asked.
 */
export const remittanceRows = (
  paymentId: string,
  byLine: boolean,
  { tx, actor: { tenantId } }: Context,
): Promise<RemittanceRow[]> =>
  tx.rows<RemittanceRow>(sql`with applied as materialized (${applied(paymentId, tenantId)})
    select a.invoice_id as "invoiceId", a.number, a.kind as "documentKind", a.issued_on::text as "issuedOn",
      r.kind as row, r.line as "lineNumber", r.description, r.amount
    from applied a cross join lateral (
      select 1 as place, 'line' as kind, l.number as line, l.description, l.amount, null::uuid as id
        from invoice_lines l where ${byLine} and l.tenant_id = ${tenantId} and l.invoice_id = a.invoice_id
      union all select 1, 'lines', null, null, a.gross, null where not ${byLine}
      union all select 2, 'fee', null, null, -a.fee, null where a.vendor_id is not null and a.fee <> 0
      union all select 3, 'tax', null, null, a.tax, null where a.tax <> 0
      union all select 4, 'credit', null, c.number, -sum(x.amount), c.id
        from credit_applications x join invoices c on c.tenant_id = x.tenant_id and c.id = x.credit_id
        where x.tenant_id = ${tenantId} and x.invoice_id = a.invoice_id and x.id < a.id
        group by c.id, c.number having sum(x.amount) <> 0
      union all select 4, 'credit', null, c.number, sum(x.amount), c.id
        from credit_applications x join invoices c on c.tenant_id = x.tenant_id and c.id = x.invoice_id
        where x.tenant_id = ${tenantId} and x.credit_id = a.invoice_id and x.id < a.id
        group by c.id, c.number having sum(x.amount) <> 0
      union all select 5, 'earlier_payment', null, null, -a.earlier, null where a.earlier <> 0
      union all select 6, 'left_open', null, null, a.amount - (a.total - a.credited - a.earlier), null
        where a.amount <> a.total - a.credited - a.earlier
      union all select 7, 'applied', null, null, a.amount, null
      union all select 8, 'taken_back', null, null, -a.amount, null where a.is_taken_back) r
    order by a.id, r.place, r.line, r.id`);

/** How many lines the documents have that a payment settles. */
export async function lineCountOf(paymentId: string, { tx, actor: { tenantId } }: Context): Promise<number> {
  const [found] = await tx.rows<{ count: number }>(sql`
    select coalesce(sum((select max(l.number) from invoice_lines l
      where l.tenant_id = a.tenant_id and l.invoice_id = a.invoice_id)), 0)::int as count
    from payment_applications a where a.tenant_id = ${tenantId} and a.payment_id = ${paymentId} and a.reverses_id is null`);
  return found!.count;
}
