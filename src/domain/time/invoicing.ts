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
  const { tx } = context;
  const held = [...(await tx.takeAll(timesheets, timesheetIds)).values()];
  const due = held.filter(({ state, dispute }) => state !== 'invoiced' && dispute?.from !== 'invoiced');
  const approved = await tx.changeAll(
    timesheets,
    due.flatMap((row) =>
      row.dispute ? [] : [{ row, changes: { state: step(timesheetLife, 'invoice', row.state) } }],
    ),
  );
  const disputed = await tx.changeAll(
    timesheets,
    due.flatMap((row) => {
      if (!row.dispute) return [];
      const from = step(timesheetLife, 'invoice', row.dispute.from) as 'invoiced';
      return [{ row, changes: { dispute: { ...row.dispute, from } } }];
    }),
  );
  return [...approved, ...disputed].map((row) => timesheetInvoiced(row, { revision: row.revision }));
}
