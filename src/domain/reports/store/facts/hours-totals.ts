import { sql } from 'drizzle-orm';
import type { Totals } from '../../metrics/fact.ts';
import { asked, orderColumns, place, placeColumns, tiered, vendorColumns } from './hiring.ts';
import { located, monthColumn, ordered, tenantColumn } from './kept.ts';

/** What is summed of hours. */
export const minuteColumns = {
  worked_minutes: {
    type: 'bigint',
    description: 'Minutes worked, each once, of time that stands approved.',
  },
  overtime_minutes: { type: 'bigint', description: 'Those of them that are overtime or double time.' },
} as const;

const sums = sql`r.worked_minutes, r.overtime_minutes`;

/** Hours by vendor and month: for who is bound to no facility or unit. */
export const hoursByVendor: Totals = {
  name: 'hours_by_vendor',
  summary: 'Approved hours of a vendor in a program and a calendar month.',
  columns: {
    ...tenantColumn,
    ...monthColumn,
    program_id: placeColumns.program_id,
    ...vendorColumns,
    ...minuteColumns,
  },
  grain: 'month',
  rows: (from) => sql`select r.tenant_id, r.period, r.program_id, r.vendor_id, m.tier, ${sums}
    from ${from('hours_totals', 'r')} ${tiered(from)} where r.cube = 'vendor'`,
};

const byUnit = (name: string, cube: 'unit' | 'unit_week', grain: 'month' | 'week', day: string): Totals => ({
  name,
  summary: `Approved hours of a unit in a ${grain === 'week' ? 'week' : 'calendar month'}.`,
  columns: {
    ...tenantColumn,
    date: { type: 'date', description: day },
    ...placeColumns,
    state: orderColumns.state,
    ...minuteColumns,
  },
  grain,
  rows: (from) => sql`select r.tenant_id, r.period, ${place}, f.state::text, ${sums}
    from ${from('hours_totals', 'r')} ${located(from)} where r.cube = ${cube}`,
});

/** Hours by unit and month. */
export const hoursByUnit = byUnit('hours_by_unit', 'unit', 'month', 'The first day of the month.');

/** Hours by unit and week. */
export const hoursByUnitWeek = byUnit(
  'hours_by_unit_week',
  'unit_week',
  'week',
  'The Sunday on which the week begins.',
);

/** Hours by order, unit, vendor and month. */
export const hoursByOrder: Totals = {
  name: 'hours_by_order',
  summary: 'Approved hours of an order at a unit by a vendor in a calendar month.',
  columns: {
    ...tenantColumn,
    ...monthColumn,
    ...placeColumns,
    ...vendorColumns,
    order_id: { type: 'uuid', description: 'The order.' },
    ...orderColumns,
    ...minuteColumns,
  },
  grain: 'month',
  rows: (
    from,
  ) => sql`select r.tenant_id, r.period, ${place}, r.vendor_id, m.tier, r.order_id, ${asked}, ${sums}
    from ${from('hours_totals', 'r')} ${tiered(from)} ${located(from)} ${ordered(from)} where r.cube = 'order'`,
};
