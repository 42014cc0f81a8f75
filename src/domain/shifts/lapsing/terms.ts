import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { assignments } from '../../assignments/index.ts';
import { termsByDay } from '../expanding/terms.ts';
import { shiftChanged } from '../model/shift.ts';
import { scheduledOf, type ShiftRow } from '../store/shift.ts';
import { shifts } from '../tables.ts';
import { cancelScheduled, isAhead } from './unassign.ts';

/** Other terms of a placement hold for its schedule too: the rates and the unit of each day, and nothing after the last one. */
export async function followTerms(assignmentId: string, context: Context): Promise<Fact[]> {
  const placed = await context.tx.find(assignments, assignmentId);
  if (placed?.kind !== 'placement') return [];
  const ahead = (await scheduledOf(assignmentId, context)).filter((row) => isAhead(row, context.now));
  if (ahead.length === 0) return [];
  const termsOf = await termsByDay(assignmentId, context);
  const over: ShiftRow[] = [];
  const moved = [];
  for (const row of ahead) {
    const terms = termsOf(row.localDate);
    if (!terms) {
      over.push(row);
      continue;
    }
    const { billRate, payRate, unitId } = terms;
    if (billRate !== row.billRate || payRate !== row.payRate || unitId !== row.unitId)
      moved.push({ row, changes: { baseRate: billRate, billRate, payRate, unitId } });
  }
  const changed = await context.tx.changeAll(shifts, moved);
  return [...changed.map((row) => shiftChanged(row, {})), ...(await cancelScheduled(over, context))];
}
