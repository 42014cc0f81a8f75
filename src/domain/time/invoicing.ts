import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Fact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import { timesheetInvoiced } from './events.ts';
import { timesheetLife } from './lifecycle.ts';
import { timesheets } from './tables.ts';

/**
 * Marks approved timesheets as standing on an invoice. One in dispute stays so and goes back to invoiced if it is
 * upheld; one that stands on an invoice already is left. Refused with `step_not_allowed` for hours nobody approved.
 */
export async function markInvoiced(timesheetIds: readonly string[], context: Context): Promise<Fact[]> {
  const { tx, actor } = context;
  if (timesheetIds.length === 0) return [];
  const sheets = await tx.db
    .select()
    .from(timesheets)
    .where(and(eq(timesheets.tenantId, actor.tenantId), inArray(timesheets.id, [...timesheetIds])))
    .orderBy(asc(timesheets.id))
    .for('update');
  const events: Fact[] = [];
  for (const sheet of sheets) {
    const { revision, dispute } = sheet;
    if (sheet.state === 'invoiced' || dispute?.from === 'invoiced') continue;
    const state = dispute
      ? { dispute: { ...dispute, from: step(timesheetLife, 'invoice', dispute.from) as 'invoiced' } }
      : { state: step(timesheetLife, 'invoice', sheet.state) };
    events.push(timesheetInvoiced(await tx.change(timesheets, sheet, state), { revision }));
  }
  return events;
}
