import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { AssignmentRow } from '../../assignments/index.ts';
import { timesheetOpened } from '../events.ts';
import { planWeeks, type Sheet } from '../importing/weeks.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';
import { assertAllUnlocked } from './unlocked.ts';

/** An instant of an assignment that has begun, whose week is not there. */
export interface WantedWeek {
  assignment: AssignmentRow;
  timeZone: string;
  instant: string;
}

/** As `openSheetFor`, many weeks together: refused as a whole wherever one of them would be. */
export async function openSheetsFor(
  wanted: readonly WantedWeek[],
  context: Context,
): Promise<{ sheets: TimesheetRow[]; events: Fact[] }> {
  if (wanted.length === 0) return { sheets: [], events: [] };
  const planned = new Map<string, Sheet[]>();
  const asked = wanted.map(({ instant, ...place }) => ({ ...place, startsAt: instant }));
  const [refusal] = (await planWeeks(asked, planned, context)).values();
  if (refusal) throw refusal;
  const weeks = [...planned.values()].flat();
  await assertAllUnlocked(weeks, context);
  const sheets = await context.tx.insert(
    timesheets,
    weeks.map((week) => ({
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
