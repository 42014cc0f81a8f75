import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { timesheetApproved } from '../events.ts';
import { timesheetLife } from '../lifecycle.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';

/** By whose word weeks are approved. */
export interface Word {
  approvedThrough: 'person' | 'route' | 'silence';
  approvedBy: string | null;
}

/** Approves weeks, all held; in the order given. */
export async function approveSheets(
  sheets: readonly TimesheetRow[],
  { approvedThrough, approvedBy }: Word,
  { tx, now }: Context,
): Promise<{ approved: TimesheetRow[]; events: Fact[] }> {
  const approved = await tx.changeAll(
    timesheets,
    sheets.map((row) => ({
      row,
      changes: {
        state: step(timesheetLife, 'approve', row.state),
        approvedAt: now,
        approvedBy,
        approvedThrough,
        approvalState: approvedThrough === 'route' ? ('approved' as const) : ('none' as const),
        acceptsAt: null,
      },
    })),
  );
  return { approved, events: approved.map((row) => timesheetApproved(row, { revision: row.revision })) };
}
