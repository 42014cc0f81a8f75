import { sql, type SQL } from 'drizzle-orm';
import type { FactColumn, Totals } from '../../metrics/fact.ts';
import { asked, orderColumns, place, placeColumns, tiered, vendorColumns } from './hiring.ts';
import { located, monthColumn, ordered, tenantColumn } from './kept.ts';

const count = (description: string): FactColumn => ({ type: 'bigint', description });

/** What is summed of shifts that are over. */
export const fillColumns = {
  posted: count('1 where it was to be filled.'),
  worked: count('1 where it was worked.'),
  required_minutes: count(
    'Minutes planned, without the meal; 0 of what was posted in the place of a missed shift.',
  ),
  worked_minutes: count('Whole minutes from clocking in to clocking out, without the meal taken.'),
};

/** What is summed of bookings of shifts. */
export const bookingColumns = {
  scheduled: count('1: a worker was to come.'),
  no_shows: count('1 where the worker did not come.'),
  call_offs: count('1 where the worker called off late, by the program’s notice.'),
};

type Measures = Readonly<Record<string, FactColumn>>;
const sums = (measures: Measures): SQL =>
  sql.raw(
    Object.keys(measures)
      .map((name) => `r.${name}`)
      .join(', '),
  );
const some = (measures: Measures): SQL =>
  sql.raw(
    `(${Object.keys(measures)
      .map((name) => `r.${name} <> 0`)
      .join(' or ')})`,
  );

/** Sums of the measures by vendor, by facility, by unit and by order. */
export const shiftTotals = (name: string, of: string, measures: Measures): Totals[] => [
  {
    name: `${name}_by_vendor`,
    summary: `${of} by a vendor in a program and a calendar month of the day on which they began; of no vendor where nobody took them.`,
    columns: {
      ...tenantColumn,
      ...monthColumn,
      program_id: placeColumns.program_id,
      ...vendorColumns,
      ...measures,
    },
    grain: 'month',
    rows: (from) => sql`select r.tenant_id, r.month, r.program_id, r.vendor_id, m.tier, ${sums(measures)}
      from ${from('shift_totals', 'r')} ${tiered(from)} where r.cube = 'vendor' and ${some(measures)}`,
  },
  {
    name: `${name}_by_facility`,
    summary: `${of} of a facility in a calendar month of the day on which they began.`,
    columns: {
      ...tenantColumn,
      ...monthColumn,
      program_id: placeColumns.program_id,
      facility_id: placeColumns.facility_id,
      state: orderColumns.state,
      ...measures,
    },
    grain: 'month',
    rows: (
      from,
    ) => sql`select r.tenant_id, r.month, r.program_id, r.facility_id, f.state::text, ${sums(measures)}
      from ${from('shift_totals', 'r')} ${located(from)} where r.cube = 'facility' and ${some(measures)}`,
  },
  {
    name: `${name}_by_unit`,
    summary: `${of} of a unit in a calendar month of the day on which they began.`,
    columns: { ...tenantColumn, ...monthColumn, ...placeColumns, state: orderColumns.state, ...measures },
    grain: 'month',
    rows: (from) => sql`select r.tenant_id, r.month, ${place}, f.state::text, ${sums(measures)}
      from ${from('shift_totals', 'r')} ${located(from)} where r.cube = 'unit' and ${some(measures)}`,
  },
  {
    name: `${name}_by_order`,
    summary: `${of} of an order at a unit by a vendor in a calendar month of the day on which they began.`,
    columns: {
      ...tenantColumn,
      ...monthColumn,
      ...placeColumns,
      ...vendorColumns,
      order_id: { type: 'uuid', description: 'The order.' },
      ...orderColumns,
      ...measures,
    },
    grain: 'month',
    rows: (
      from,
    ) => sql`select r.tenant_id, r.month, ${place}, r.vendor_id, m.tier, r.order_id, ${asked}, ${sums(measures)}
      from ${from('shift_totals', 'r')} ${tiered(from)} ${located(from)} ${ordered(from)} where r.cube = 'order' and ${some(measures)}`,
  },
];
