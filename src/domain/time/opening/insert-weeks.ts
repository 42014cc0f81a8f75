import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { timesheetOpened } from '../events.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';
import type { Sheet } from './weeks.ts';

/** Opens weeks that were planned, in their order; `timesheet_exists` where somebody opened one meanwhile. */
export async function insertWeeks(
  weeks: readonly Sheet[],
  { tx }: Context,
): Promise<{ sheets: TimesheetRow[]; events: Fact[] }> {
  const sheets = await tx.insert(
    timesheets,
    weeks.map((week) => ({
      id: week.id,
      assignmentId: week.assignmentId,
      programId: week.programId,
      facilityId: week.facilityId,
      unitId: week.unitId,
      vendorId: week.vendorId,
      workerId: week.workerId,
      weekStartsOn: week.weekStartsOn,
      timeZone: week.timeZone,
      weekStartsAt: week.weekStartsAt,
      weekEndsAt: week.weekEndsAt,
      payPolicyId: week.payPolicyId,
      state: week.state,
    })),
  );
  const events = sheets.map((sheet) =>
    timesheetOpened(sheet, { assignmentId: sheet.assignmentId, weekStartsOn: sheet.weekStartsOn }),
  );
  return { sheets, events };
}
