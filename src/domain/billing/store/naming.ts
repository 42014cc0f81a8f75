import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Names, VendorWords } from '../issuing/snapshot.ts';

type Kept = Exclude<keyof Names, 'program'>;

/** The names that the lines of drafts need, by draft; a vendor's drafts name no cost centers. */
export async function namesOf(
  invoiceIds: readonly string[],
  programName: string,
  { tx, actor }: Context,
): Promise<Map<string, Names>> {
  const found = await tx.rows<{ invoiceId: string; what: Kept; id: string; name: string }>(sql`
    with line as materialized (select l.invoice_id, l.vendor_id, l.facility_id, l.unit_id, l.purchase_order_id, l.allocation
      from invoice_lines l where l.tenant_id = ${actor.tenantId} and l.invoice_id = any(${`{${invoiceIds.join(',')}}`}::uuid[]))
    select l.invoice_id as "invoiceId", 'vendors' as what, v.id, v.name from (select distinct invoice_id, vendor_id from line) l
      join vendors v on v.tenant_id = ${actor.tenantId} and v.id = l.vendor_id
    union all select l.invoice_id, 'facilities', f.id, f.name from (select distinct invoice_id, facility_id from line) l
      join facilities f on f.tenant_id = ${actor.tenantId} and f.id = l.facility_id
    union all select l.invoice_id, 'units', u.id, u.name from (select distinct invoice_id, unit_id from line) l
      join units u on u.tenant_id = ${actor.tenantId} and u.id = l.unit_id
    union all select l.invoice_id, 'purchaseOrders', o.id, o.number from (select distinct invoice_id, purchase_order_id from line) l
      join purchase_orders o on o.tenant_id = ${actor.tenantId} and o.id = l.purchase_order_id
    union all select l.invoice_id, 'costCenters', c.id, c.name from (select distinct invoice_id, (part ->> 'costCenterId')::uuid as id
        from line, jsonb_array_elements(line.allocation) part) l
      join cost_centers c on c.tenant_id = ${actor.tenantId} and c.id = l.id`);
  const byDocument = Map.groupBy(found, ({ invoiceId }) => invoiceId);
  return new Map(
    invoiceIds.map((invoiceId) => {
      const here = Map.groupBy(byDocument.get(invoiceId) ?? [], ({ what }) => what);
      const named = (what: Kept) =>
        Object.fromEntries((here.get(what) ?? []).map(({ id, name }) => [id, name]));
      const names: Names = {
        program: programName,
        vendors: named('vendors'),
        facilities: named('facilities'),
        units: named('units'),
        costCenters: named('costCenters'),
        purchaseOrders: named('purchaseOrders'),
      };
      return [invoiceId, names];
    }),
  );
}

/** Vendors as their documents name them, and in how many days their agreement with the program has them paid. */
export async function vendorsNamed(
  vendorIds: readonly string[],
  { programId, day }: { programId: string; day: string },
  { tx, actor }: Context,
): Promise<Map<string, VendorWords & { termsDays: number | null }>> {
  const found = await tx.rows<VendorWords & { id: string; termsDays: number | null }>(sql`
    select v.id, v.name, v.address, (select a.payment_terms_days from agreements a where a.tenant_id = v.tenant_id
      and a.vendor_id = v.id and a.program_id = ${programId} and a.effective @> ${day}::date) as "termsDays"
    from vendors v where v.tenant_id = ${actor.tenantId} and v.id = any(${`{${vendorIds.join(',')}}`}::uuid[])`);
  return new Map(found.map(({ id, ...words }) => [id, words]));
}
