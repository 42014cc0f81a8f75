import { sql } from 'drizzle-orm';
import type { FactColumn, Totals } from '../../metrics/fact.ts';
import { orderColumns, place, placeColumns, tiered, vendorColumns } from './hiring.ts';
import { located, tenantColumn } from './kept.ts';

/** What is told of the approval of a week. */
export const approvalColumns = {
  approved_on: {
    type: 'date',
    description: 'The day of its approval, by the facility’s zone; null where there was none.',
  },
  approval_hours: {
    type: 'numeric',
    description:
      'Hours, exact, from the submission that was approved to its approval; null where there was none.',
  },
} as const satisfies Record<string, FactColumn>;

/** Approvals of weeks, each kept by itself: what lies in the middle is told by no sum. */
export const timesheetApprovals: Totals = {
  name: 'timesheet_approvals',
  summary: 'A week that was approved, and how long that took.',
  columns: {
    ...tenantColumn,
    approved_on: approvalColumns.approved_on,
    timesheet_id: { type: 'uuid', description: 'The week.' },
    ...placeColumns,
    ...vendorColumns,
    state: orderColumns.state,
    approval_hours: approvalColumns.approval_hours,
  },
  grain: 'day',
  isEach: true,
  rows: (
    from,
  ) => sql`select r.tenant_id, r.approved_on, r.timesheet_id, ${place}, r.vendor_id, m.tier, f.state::text, r.hours
    from ${from('timesheet_approvals', 'r')} ${tiered(from)} ${located(from)}`,
};
