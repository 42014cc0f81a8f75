import { sql } from 'drizzle-orm';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';
import { allowLongStatements } from '../store/long-statements.ts';

/** Steps the items of a document to paid of which the other side's document is paid too; what is paid already stays. */
export async function payItemsOf(invoiceId: string, context: Context): Promise<void> {
  const { tx, actor, now } = context;
  await allowLongStatements(context);
  // In the order of their ids: the other side's document may have been paid at the same time.
  await tx.rows(sql`with due as materialized (select i.id from billing_items i
      join invoice_lines line on line.tenant_id = i.tenant_id and line.billing_item_id = i.id
      where i.tenant_id = ${actor.tenantId} and line.invoice_id = ${invoiceId} and i.state = 'invoiced'
        and not exists (select from invoice_lines other
          join invoices d on d.tenant_id = other.tenant_id and d.id = other.invoice_id
          where other.tenant_id = i.tenant_id and other.billing_item_id = i.id and d.state <> 'paid')
      order by i.id for no key update of i)
    update billing_items i set state = ${step(billingItemLife, 'pay', 'invoiced')}, version = i.version + 1,
      updated_at = ${now}::timestamptz
    from due where i.tenant_id = ${actor.tenantId} and i.id = due.id`);
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

/** Whether what a credit settled was taken back already. */
export async function isTakenBack(applicationId: string, { tx, actor }: Context): Promise<boolean> {
  const found = await tx.rows<{ id: string }>(sql`select a.id from credit_applications a
    where a.tenant_id = ${actor.tenantId} and a.reverses_id = ${applicationId}`);
  return found.length > 0;
}
