import type { Fact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import { timesheetInvoiced } from './events.ts';
import { timesheetLife } from './lifecycle.ts';
import { holdUninvoiced, moveApproved } from './store.ts';
import { timesheets } from './tables.ts';

/**
 * Marks approved timesheets as standing on an invoice, in a few statements however many they are. One in dispute stays
 * so and goes back to invoiced if it is upheld; one that stands on an invoice already is left. Refused with
 * `step_not_allowed` for hours nobody approved.
 */
export async function markInvoiced(timesheetIds: readonly string[], context: Context): Promise<Fact[]> {
  if (timesheetIds.length === 0) return [];
  const { tx } = context;
  const due = await holdUninvoiced(timesheetIds, context);
  const idsOf = (isDisputed: boolean) =>
    due.filter(({ state }) => (state === 'disputed') === isDisputed).map(({ id }) => id);
  for (const state of new Set(due.map((sheet) => sheet.state)))
    if (state !== 'disputed') step(timesheetLife, 'invoice', state);
  const to = step(timesheetLife, 'invoice', 'approved') as 'invoiced';
  const approved = await moveApproved(idsOf(false), to, context);
  const held = [...(await tx.takeAll(timesheets, idsOf(true))).values()];
  const disputed = await tx.changeAll(
    timesheets,
    held.map((row) => {
      const dispute = row.dispute!;
      const from = step(timesheetLife, 'invoice', dispute.from) as 'invoiced';
      return { row, changes: { dispute: { ...dispute, from } } };
    }),
  );
  return [...approved, ...disputed].map((row) => timesheetInvoiced(row, { revision: row.revision }));
}
