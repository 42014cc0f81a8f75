import { notFound, Problem, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context, Outcome } from '../../../kernel/operation.ts';
import { brokenProvisos } from '../../../kernel/provisos.ts';
import { timesheetApproved } from '../events.ts';
import { timeExceptionsOpen } from '../exceptions/model.ts';
import { openExceptionsOf } from '../exceptions/store.ts';
import { holdTimeOn } from '../holding/store.ts';
import { timesheetLife } from '../lifecycle.ts';
import type { TimesheetRow } from '../store.ts';
import { timesheets } from '../tables.ts';
import { approveSheets } from './approve.ts';
import { assignmentIdsOf } from './store.ts';

/** The weeks with the ids that the caller sees, held after all their assignments and the time of their workers. */
async function heldOf(ids: readonly string[], context: Context): Promise<Map<string, TimesheetRow>> {
  await holdTimeOn(await assignmentIdsOf(ids, context), context);
  return context.tx.takeAll(timesheets, ids);
}

/** Approves, by the actor's own word, the weeks that can be; each other has the problem in its place why not. */
export async function approveMany(
  ids: readonly string[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const found = await heldOf(ids, context);
  const [only] = ids.length === 1 ? [...found.values()] : [];
  if (only) context.expectVersion(only);
  const known = [...found.keys()];
  const broken = await brokenProvisos(timesheetLife, 'approve', timesheets, known, context);
  const open =
    broken.size === 0 ? new Map<string, number>() : await openExceptionsOf([...broken.keys()], context);
  const seen = new Set<string>();
  const judged = ids.map((id): TimesheetRow | Problem => {
    const sheet = found.get(id);
    if (!sheet) return notFound();
    if (seen.has(id)) return stepNotAllowed({ detail: 'The timesheet is named twice.' });
    seen.add(id);
    try {
      step(timesheetLife, 'approve', sheet.state);
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
    const why = broken.get(id);
    if (!why) return sheet;
    return why === timeExceptionsOpen ? why({ facts: { openExceptions: open.get(id) ?? 0 } }) : why();
  });
  const ready = judged.filter((one): one is TimesheetRow => !(one instanceof Problem));
  const word = { approvedThrough: 'person', approvedBy: context.actor.membershipId } as const;
  const { approved } = await approveSheets(ready, word, context);
  let next = 0;
  return judged.map((one) => {
    if (one instanceof Problem) return one;
    const row = approved[next++]!;
    return { result: row, events: [timesheetApproved(row, { revision: row.revision })] };
  });
}
