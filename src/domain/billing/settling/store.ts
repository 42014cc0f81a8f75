import { sql } from 'drizzle-orm';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';

/** Steps the items of a document to paid of which the other side's document is paid too; what is paid already stays. */
export async function payItemsOf(invoiceId: string, { tx, actor, now }: Context): Promise<void> {
  await tx.rows(sql`update billing_items i set state = ${step(billingItemLife, 'pay', 'invoiced')},
      version = i.version + 1, updated_at = ${now}
    from invoice_lines line
    where line.tenant_id = ${actor.tenantId} and line.invoice_id = ${invoiceId}
      and i.tenant_id = line.tenant_id and i.id = line.billing_item_id and i.state = 'invoiced'
      and not exists (select from invoice_lines other
        join invoices d on d.tenant_id = other.tenant_id and d.id = other.invoice_id
        where other.tenant_id = line.tenant_id and other.billing_item_id = line.billing_item_id and d.state <> 'paid')`);
}

/** Whether the membership's user issued or approved one of the documents, under whichever membership. */
export async function hasHandled(
  invoiceIds: readonly string[],
  { tx, actor }: Pick<Context, 'tx' | 'actor'>,
): Promise<boolean> {
  // Memberships are not everybody's to read.
  const found = await asTenant(tx, () =>
    tx.rows<{ id: string }>(sql`select d.id from invoices d
      join memberships m on m.tenant_id = d.tenant_id and m.id in (d.issued_by, d.approved_by)
      where d.tenant_id = ${actor.tenantId} and d.id = any (${`{${invoiceIds.join(',')}}`}::uuid[])
        and m.user_id = ${actor.userId} limit 1`),
  );
  return found.length > 0;
}
