import { sql, type SQL } from 'drizzle-orm';
import type { Totals } from '../../metrics/fact.ts';
import { orderColumns, placeColumns, tiered, vendorColumns } from './hiring.ts';
import { currencyColumn, located, monthColumn, ordered, tenantColumn } from './kept.ts';
import { amountColumns, diverseColumn, feeColumns, isCertified } from './spend-columns.ts';

const { program_id, facility_id, unit_id, cost_center_id } = placeColumns;
const { state, engagement_kind } = orderColumns;
const sums = sql`r.accrued_amount, r.invoiced_amount, r.accrued_fee, r.invoiced_fee, -r.credited_amount`;
const diverse = (from: Parameters<typeof isCertified>[0]): SQL =>
  sql`case when ${isCertified(from, sql`r.month`)} then r.accrued_amount else 0 end`;

/** Spend by vendor and month: for who is bound to no facility or unit. */
export const spendByVendor: Totals = {
  name: 'spend_by_vendor',
  summary: 'Charges of a vendor in a program, by the calendar month of the last day worked.',
  columns: {
    ...tenantColumn,
    ...monthColumn,
    program_id,
    ...vendorColumns,
    ...currencyColumn,
    ...amountColumns,
    ...feeColumns,
    ...diverseColumn,
  },
  grain: 'month',
  rows: (from) => sql`
    select r.tenant_id, r.month, r.program_id, r.vendor_id, m.tier, r.currency::text, ${sums}, ${diverse(from)}
    from ${from('spend_totals', 'r')} ${tiered(from)} where r.cube = 'vendor'`,
};

/** Spend by facility and month: for who is bound to no unit. */
export const spendByFacility: Totals = {
  name: 'spend_by_facility',
  summary:
    'Charges of a facility, or of a program without one, by the calendar month of the last day worked.',
  columns: {
    ...tenantColumn,
    ...monthColumn,
    program_id,
    facility_id,
    state,
    ...currencyColumn,
    ...amountColumns,
    ...feeColumns,
  },
  grain: 'month',
  rows: (from) => sql`
    select r.tenant_id, r.month, r.program_id, r.facility_id, f.state::text, r.currency::text, ${sums}
    from ${from('spend_totals', 'r')} ${located(from)} where r.cube = 'facility'`,
};

/** Spend by unit and month. */
export const spendByUnit: Totals = {
  name: 'spend_by_unit',
  summary: 'Charges of a unit, or of a place without one, by the calendar month of the last day worked.',
  columns: {
    ...tenantColumn,
    ...monthColumn,
    program_id,
    facility_id,
    unit_id,
    state,
    ...currencyColumn,
    ...amountColumns,
    ...feeColumns,
  },
  grain: 'month',
  rows: (from) => sql`
    select r.tenant_id, r.month, r.program_id, r.facility_id, r.unit_id, f.state::text, r.currency::text, ${sums}
    from ${from('spend_totals', 'r')} ${located(from)} where r.cube = 'unit'`,
};

/** Spend by cost center and month: for who is bound to no unit. */
export const spendByCostCenter: Totals = {
  name: 'spend_by_cost_center',
  summary:
    'What a cost center bears of the charges of a facility, by the calendar month of the last day worked.',
  columns: {
    ...tenantColumn,
    ...monthColumn,
    program_id,
    facility_id,
    cost_center_id: {
      ...cost_center_id,
      description: 'The cost center that bears it; null where none does.',
    },
    state,
    ...currencyColumn,
    ...amountColumns,
  },
  grain: 'month',
  rows: (from) => sql`
    select r.tenant_id, r.month, r.program_id, r.facility_id, r.cost_center_id, f.state::text, r.currency::text,
      r.accrued_amount, r.invoiced_amount
    from ${from('spend_totals', 'r')} ${located(from)} where r.cube = 'cost_center'`,
};

/** Spend by order, unit, vendor and month. */
export const spendByOrder: Totals = {
  name: 'spend_by_order',
  summary: 'Charges of an order at a unit by a vendor, by the calendar month of the last day worked.',
  columns: {
    ...tenantColumn,
    ...monthColumn,
    program_id,
    facility_id,
    unit_id,
    ...vendorColumns,
    order_id: { type: 'uuid', description: 'The order; null where a charge is of none.' },
    ...orderColumns,
    engagement_kind: {
      ...engagement_kind,
      description: 'staffing (contract, per diem), direct_hire or services.',
    },
    ...currencyColumn,
    ...amountColumns,
    ...feeColumns,
    ...diverseColumn,
  },
  grain: 'month',
  rows: (from) => sql`
    select r.tenant_id, r.month, r.program_id, r.facility_id, r.unit_id, r.vendor_id, m.tier, r.order_id, o.profession, o.specialty, o.type,
      r.engagement_kind, f.state::text, o.authors[1], r.currency::text, ${sums}, ${diverse(from)}
    from ${from('spend_totals', 'r')} ${tiered(from)} ${located(from)} ${ordered(from)} where r.cube = 'order'`,
};
