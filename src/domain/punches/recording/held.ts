import { notFound } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { heldAssignments } from '../../time/index.ts';
import type { AssignmentRow } from '../store/assignments.ts';
import { punches } from '../tables.ts';

/** A punch in the version the caller saw, held after its assignment; `not_found` where the caller sees none. */
export async function heldPunch(
  punchId: string,
  context: Context,
): Promise<{ row: Row<typeof punches>; assignments: Map<string, AssignmentRow> }> {
  const seen = await context.tx.find(punches, punchId);
  if (!seen) throw notFound();
  const assignments = await heldAssignments([seen.assignmentId], context);
  return { row: await context.take(punches, punchId), assignments };
}
