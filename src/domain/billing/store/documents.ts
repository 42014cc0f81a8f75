import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { hourTypes } from '../../time/index.ts';
import type { Grouping } from '../issuing/grouping.ts';
import type { TaxedGroup } from '../issuing/taxing.ts';
import type { invoices } from '../tables.ts';
import type { Claimed } from './claiming.ts';
import { listed } from './selection.ts';

export type InvoiceRow = Row<typeof invoices>;
export type Side = 'client' | 'vendor';

/** What the lines of a document have in common, and their sums. */
export interface DocumentGroup {
  /** Names the group among those of its side. */
  key: string;
  vendorId: string | null;
  facilityId: string | null;
  costCenterId: string | null;
  purchaseOrderId: string | null;
  currency: string;
  lineCount: number;
  gross: string;
  fee: string;
  net: string;
}

/** What an item (`i`) is grouped by; of items of several cost centers the program. */
const cutBy = (side: Side, grouping: Grouping): Record<'vendor' | 'facility' | 'center' | 'order', SQL> => {
  const only = (is: boolean, value: SQL) => (is ? value : sql`null::uuid`);
  const ofClient = (by: Grouping) => side === 'client' && grouping === by;
  return {
    vendor: only(side === 'vendor', sql`i.vendor_id`),
    facility: only(ofClient('facility'), sql`i.facility_id`),
    center: only(
      ofClient('cost_center'),
      sql`case when jsonb_array_length(i.allocation) = 1 and (i.allocation -> 0 ->> 'amount')::numeric = i.amount
        then (i.allocation -> 0 ->> 'costCenterId')::uuid end`,
    ),
    order: only(ofClient('purchase_order'), sql`i.purchase_order_id`),
  };
};

/** The key of the group that an item (`i`) is of. */
export const keyOf = (side: Side, grouping: Grouping): SQL => {
  const { vendor, facility, center, order } = cutBy(side, grouping);
  return sql`concat_ws('|', i.currency, coalesce(${vendor}::text, '-'), coalesce(${facility}::text, '-'), coalesce(${center}::text, '-'), coalesce(${order}::text, '-'))`;
};

/** The columns of a group over items `i` of a statement that groups by the second to the sixth of them; the first follows. */
export const groupColumns = (side: Side, grouping: Grouping): SQL => {
  const { vendor, facility, center, order } = cutBy(side, grouping);
  return sql`${keyOf(side, grouping)} as key, ${vendor} as "vendorId", ${facility} as "facilityId", ${center} as "costCenterId",
    ${order} as "purchaseOrderId", i.currency, count(*)::int as "lineCount", sum(i.amount)::text as gross, sum(i.fee_amount)::text as fee,
    sum(i.amount - i.fee_amount)::text as net`;
};

/** How items are cut into documents, in an order that is the same for everybody. */
export const groupsOf = (
  { ids }: Claimed,
  side: Side,
  grouping: Grouping,
  { tx, actor }: Context,
): Promise<DocumentGroup[]> =>
  tx.rows(sql`select ${groupColumns(side, grouping)} from billing_items i
    where i.tenant_id = ${actor.tenantId} and i.id in ${listed(ids)} group by 2, 3, 4, 5, 6 order by 1`);

const places = sql.raw(`array[${hourTypes.map((type) => `'${type}'`).join(',')}]`);

/** By vendor, worker, source, then hours before differentials. */
const documentOrder = sql`i.vendor_id, i.worker_id nulls first, i.source_id, coalesce(array_position(${places}, i.hour_type), ${hourTypes.length} + 1),
  i.line_key collate "C", i.round, i.id`;

/** How the lines of one side are written: to which drafts, and which tax they bear, which credits take from what they credit. */
export interface LineWriting {
  side: Side;
  grouping: Grouping;
  drafts: readonly { id: string; key: string }[];
  taxed: readonly TaxedGroup[] | 'as_credited';
}

/** An id by its key, from a map that is read once a statement: as a join it could be read once for every item. */
const lookUp = (ids: readonly (readonly [string, string])[], key: SQL): SQL =>
  sql`((select ${JSON.stringify(Object.fromEntries(ids))}::jsonb) ->> ${key})::uuid`;

const taxRuleOf = ({ side, taxed }: LineWriting): SQL =>
  side === 'vendor'
    ? sql`null::uuid`
    : taxed === 'as_credited'
      ? sql`(select l.tax_rule_id from invoice_lines l where l.tenant_id = i.tenant_id and l.billing_item_id = i.corrects_id and l.side = 'client')`
      : taxed.length === 0
        ? sql`null::uuid`
        : lookUp(
            taxed.map(({ facilityId, kind, vendorId, taxRuleId }) => [
              `${facilityId ?? '-'}|${kind}|${vendorId}`,
              taxRuleId,
            ]),
            sql`concat_ws('|', coalesce(i.facility_id::text, '-'), i.kind, i.vendor_id::text)`,
          );

/** Writes the lines of one side's drafts, numbered from 1 in each. */
export async function insertLines(
  { ids }: Claimed,
  writing: LineWriting,
  { tx, actor, now }: Context,
): Promise<void> {
  const { side, grouping, drafts } = writing;
  const isClient = side === 'client';
  const draft = lookUp(
    drafts.map(({ id, key }) => [key, id]),
    keyOf(side, grouping),
  );
  // An order tells its number to the vendor that it names alone.
  const order = isClient
    ? sql`i.purchase_order_id`
    : sql`(select o.id from purchase_orders o where o.tenant_id = i.tenant_id and o.id = i.purchase_order_id and o.vendor_id = i.vendor_id)`;
  await tx.rows(sql`insert into invoice_lines (tenant_id, invoice_id, side, number, program_id, facility_id, unit_id, vendor_id, worker_id,
      billing_item_id, purchase_order_id, tax_rule_id, description, minutes, rate, amount, fee_amount, allocation, created_at, updated_at)
    select i.tenant_id, i.draft, ${side}, row_number() over (partition by i.draft order by ${documentOrder}), i.program_id, i.facility_id,
      i.unit_id, i.vendor_id, i.worker_id, i.id, ${order}, ${taxRuleOf(writing)},
      i.description, i.minutes, i.rate, i.amount, i.fee_amount, ${isClient ? sql`i.allocation` : sql`'[]'::jsonb`},
      ${now}::timestamptz, ${now}::timestamptz
    from (select i.tenant_id, i.id, i.program_id, i.facility_id, i.unit_id, i.vendor_id, i.worker_id, i.purchase_order_id, i.kind, i.source_id,
        i.hour_type, i.line_key, i.round, i.corrects_id, i.description, i.minutes, i.rate, i.amount, i.fee_amount, i.allocation,
        ${draft} as draft
      from billing_items i
      where i.tenant_id = ${actor.tenantId} and i.id in ${listed(ids)}) i`);
}
