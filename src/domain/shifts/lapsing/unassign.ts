import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { assignments } from '../../assignments/index.ts';
import { makeOpen } from '../attending/release.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import { shiftUnassigned } from '../model/shift.ts';
import { atRiskOf, settingsOf, type ShiftRow } from '../store/shift.ts';

/** Opens scheduled shifts again whose worker may not work any more; others may take those of an order of shifts. */
export async function unassign(rows: readonly ShiftRow[], context: Context): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const row of rows) {
    const { vendorId, workerId, assignmentId } = row;
    const opened = await makeOpen(row, step(shiftLife, 'unassign', row.state), context);
    facts.push(shiftUnassigned({ ...opened, vendorId, workerId }, { assignmentId: assignmentId! }));
  }
  return facts;
}

/** Those at risk of a suspended assignment whose lead time has come. */
export async function unassignDue(assignmentId: string, context: Context): Promise<Fact[]> {
  const placed = await context.tx.find(assignments, assignmentId);
  if (placed?.state !== 'suspended') return [];
  const { lapseLeadHours } = (await settingsOf([placed.programId], context)).get(placed.programId)!;
  const until = Temporal.Instant.from(context.now).add({ hours: lapseLeadHours ?? 24 * 3_650 });
  return unassign(await atRiskOf(assignmentId, until.toString(), context), context);
}
