import { sql } from 'drizzle-orm';
import type { FactColumn, Totals } from '../../metrics/fact.ts';
import { orderColumns, place, placeColumns, tiered, vendorColumns } from './hiring.ts';
import { located, tenantColumn } from './kept.ts';

const count = (description: string): FactColumn => ({ type: 'bigint', description });

/** What is summed of weeks. */
export const weekColumns = {
  due: count('1: hours are to be handed in.'),
  submitted: count('1 where it was ever handed in.'),
  on_time: count('1 where it was first handed in on its last day due or before, by the facility’s zone.'),
  first_pass: count('1 where its first version stands approved and was never sent back.'),
  submitted_versions: count('How many versions there are of it, once it was handed in.'),
  disputed_versions: count('How many of its versions were ever disputed.'),
};

/** The days of a week by which it is counted. */
export const weekDays = {
  date: { type: 'date', description: 'The last day of the week worked.' },
  due_on: {
    type: 'date',
    description: 'The third day after it: the last on which hours are handed in on time.',
  },
} as const satisfies Record<string, FactColumn>;

const sums = sql.raw(
  Object.keys(weekColumns)
    .map((name) => `r.${name}`)
    .join(', '),
);

/** Weeks by vendor: for who is bound to no facility or unit. */
export const timesheetsByVendor: Totals = {
  name: 'timesheets_by_vendor',
  summary: 'Weeks of a vendor in a program that end on a day.',
  columns: {
    ...tenantColumn,
    ...weekDays,
    program_id: placeColumns.program_id,
    ...vendorColumns,
    ...weekColumns,
  },
  grain: 'day',
  rows: (
    from,
  ) => sql`select r.tenant_id, r.week_ends_on, r.week_ends_on + 3, r.program_id, r.vendor_id, m.tier, ${sums}
    from ${from('timesheet_totals', 'r')} ${tiered(from)} where r.cube = 'vendor'`,
};

/** Weeks by facility: for who is bound to no unit. */
export const timesheetsByFacility: Totals = {
  name: 'timesheets_by_facility',
  summary: 'Weeks of a facility that end on a day.',
  columns: {
    ...tenantColumn,
    ...weekDays,
    program_id: placeColumns.program_id,
    facility_id: placeColumns.facility_id,
    state: orderColumns.state,
    ...weekColumns,
  },
  grain: 'day',
  rows: (
    from,
  ) => sql`select r.tenant_id, r.week_ends_on, r.week_ends_on + 3, r.program_id, r.facility_id, f.state::text, ${sums}
    from ${from('timesheet_totals', 'r')} ${located(from)} where r.cube = 'facility'`,
};

/** Weeks by unit. */
export const timesheetsByUnit: Totals = {
  name: 'timesheets_by_unit',
  summary: 'Weeks of a unit that end on a day.',
  columns: { ...tenantColumn, ...weekDays, ...placeColumns, state: orderColumns.state, ...weekColumns },
  grain: 'day',
  rows: (from) => sql`select r.tenant_id, r.week_ends_on, r.week_ends_on + 3, ${place}, f.state::text, ${sums}
    from ${from('timesheet_totals', 'r')} ${located(from)} where r.cube = 'unit'`,
};
