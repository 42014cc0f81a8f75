import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { TaxBase } from '../issuing/taxing.ts';
import type { StandingTax, Taxable } from '../settings/taxing.ts';
import type { Claimed } from './claiming.ts';
import { listed } from './selection.ts';

/** What decides which tax items bear, each combination of it once. */
export const taxablesOf = ({ ids }: Claimed, { tx, actor }: Context): Promise<Taxable[]> =>
  tx.rows(sql`select distinct i.facility_id as "facilityId", f.state, i.kind, i.vendor_id as "vendorId"
    from billing_items i left join facilities f on f.tenant_id = i.tenant_id and f.id = i.facility_id
    where i.tenant_id = ${actor.tenantId} and i.id in ${listed(ids)}`);

/** What the lines of documents come to that bear a tax, by document and tax. */
export const taxBasesOf = (invoiceIds: readonly string[], { tx, actor }: Context): Promise<TaxBase[]> =>
  tx.rows(sql`select l.invoice_id as "invoiceId", l.tax_rule_id as "taxRuleId", sum(l.amount)::text as base from invoice_lines l
    where l.tenant_id = ${actor.tenantId} and l.invoice_id = any(${`{${invoiceIds.join(',')}}`}::uuid[]) and l.tax_rule_id is not null
    group by 1, 2 order by 1, 2`);

/** What stands of the taxes of a document after what credited it. */
export const taxesStanding = (invoiceId: string, { tx, actor }: Context): Promise<StandingTax[]> =>
  tx.rows(sql`select x.tax_rule_id as "taxRuleId", sum(x.base)::text as base, sum(x.amount)::text as amount
    from invoice_taxes x join invoices d on d.tenant_id = x.tenant_id and d.id = x.invoice_id
    where x.tenant_id = ${actor.tenantId} and (d.id = ${invoiceId} or d.corrects_id = ${invoiceId}) and d.state <> 'draft'
    group by 1 order by 1`);
