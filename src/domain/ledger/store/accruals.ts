import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { AccrualBasis, AccrualDimension } from '../model/accrual.ts';
import { estimatedAccruals } from './estimates.ts';
import { approvedAccruals } from './items-accrued.ts';
import type { LedgerQuestion } from './known.ts';

/** What is accrued of one basis; what it was not divided by is null. Amounts of two decimals. */
export interface AccrualRow {
  basis: AccrualBasis;
  itemKind: string | null;
  hourType: string | null;
  facilityId: string | null;
  unitId: string | null;
  vendorId: string | null;
  costCenterId: string | null;
  costCenterCode: string | null;
  amount: string;
  feeAmount: string;
  vendorAmount: string;
}

const columns: Record<AccrualDimension, readonly [string, SQL][]> = {
  facility: [['facilityId', sql`c.facility_id`]],
  unit: [['unitId', sql`c.unit_id`]],
  vendor: [['vendorId', sql`c.vendor_id`]],
  cost_center: [
    ['costCenterId', sql`c.cost_center_id`],
    ['costCenterCode', sql`center.code`],
  ],
  item_kind: [['itemKind', sql`c.item_kind`]],
  hour_type: [['hourType', sql`c.hour_type`]],
};

const cell = (
  amount: SQL,
) => sql`case when c.total = 0 or c.total is null then case when c.place is null or c.place = 1 then ${amount} else 0 end
  else round(${amount} * c.upto / c.total, 2) - round(${amount} * (c.upto - c.weight) / c.total, 2) end`;

/** The accruals by cost center: cumulative rounding, so that the parts of one sum to it. */
const cells = (accrued: SQL): SQL => sql`
  select c.basis, c.item_kind, c.hour_type, c.facility_id, c.unit_id, c.vendor_id, c.cost_center_id,
    ${cell(sql`c.amount`)} as amount, ${cell(sql`c.fee_amount`)} as fee_amount
  from (select a.basis, a.item_kind, a.hour_type, a.facility_id, a.unit_id, a.vendor_id, a.amount, a.fee_amount,
      (s.value ->> 'costCenterId')::uuid as cost_center_id, (s.value ->> 'weight')::numeric as weight, s.place,
      sum((s.value ->> 'weight')::numeric) over (partition by a.at) as total,
      sum((s.value ->> 'weight')::numeric) over (partition by a.at order by s.place) as upto
    from (select row_number() over () as at, u.basis, u.item_kind, u.hour_type, u.facility_id, u.unit_id, u.vendor_id, u.amount, u.fee_amount, u.shares
      from (${accrued}) u) a
    left join lateral jsonb_array_elements(a.shares) with ordinality s (value, place) on true) c`;

/** What was worked by a day and not invoiced by then, as it was known at an instant; read as the tenant's own hand. */
export async function accrualsBy(
  question: LedgerQuestion,
  by: readonly AccrualDimension[],
  { tx, actor, now }: Context,
): Promise<AccrualRow[]> {
  const shown: [string, SQL][] = [['basis', sql`c.basis`], ...by.flatMap((dimension) => columns[dimension])];
  const places = sql.join(
    shown.map((_, at) => sql.raw(String(at + 1))),
    sql`, `,
  );
  const accrued = sql`${approvedAccruals(question, actor)} union all ${estimatedAccruals(question, actor, question.at !== now)}`;
  const found = await tx.rows<Partial<AccrualRow> & { basis: AccrualBasis }>(sql`
    select ${sql.join(
      shown.map(([name, value]) => sql`${value} as ${sql.identifier(name)}`),
      sql`, `,
    )}, sum(c.amount)::numeric(14, 2)::text as amount, sum(c.fee_amount)::numeric(14, 2)::text as "feeAmount",
      (sum(c.amount) - sum(c.fee_amount))::numeric(14, 2)::text as "vendorAmount"
    from (${cells(accrued)}) c
    left join cost_centers center on center.tenant_id = ${actor.tenantId} and center.id = c.cost_center_id
    group by ${places} having sum(c.amount) <> 0 or sum(c.fee_amount) <> 0
    order by array_position(array['approved', 'submitted', 'recorded', 'expense', 'charge'], c.basis), ${places}`);
  const none = {
    itemKind: null,
    hourType: null,
    facilityId: null,
    unitId: null,
    vendorId: null,
    costCenterId: null,
    costCenterCode: null,
  };
  return found.map((row) => ({ ...none, amount: '0.00', feeAmount: '0.00', vendorAmount: '0.00', ...row }));
}
