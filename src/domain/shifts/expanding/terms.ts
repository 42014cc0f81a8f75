import { daysBetween } from '../../../kernel/day-range.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { assignments, revisionsOf, termsOn, type AssignmentRevisionRow } from '../../assignments/index.ts';

/** By day at the facility the terms in force for work on an assignment; none before its first or after its last agreed day. */
export const termsByDay = (
  assignmentId: string,
  context: Context,
): Promise<(day: string) => AssignmentRevisionRow | undefined> =>
  asTenant(context.tx, async () => {
    const revisions = await revisionsOf(assignmentId, context);
    const { endsOn } = (await context.tx.find(assignments, assignmentId))!;
    return (day) => (day > endsOn ? undefined : termsOn(revisions, daysBetween(day, day))[0]);
  });
