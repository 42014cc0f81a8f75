import { and, asc, eq, max, sql } from 'drizzle-orm';
import { cut, rangeOf, spanOf, type DaySpan } from '../../../kernel/day-range.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { revisionLife } from '../lifecycle/terms.ts';
import { assignmentRevisions } from '../tables.ts';
import type { AssignmentRow } from './assignment.ts';

export type AssignmentRevisionRow = Row<typeof assignmentRevisions>;

/** The revisions in force, by the day from which each is; each ends where the next begins, the last has no end. */
export const revisionsOf = (assignmentId: string, { tx }: Context): Promise<AssignmentRevisionRow[]> =>
  tx.db
    .select()
    .from(assignmentRevisions)
    .where(and(eq(assignmentRevisions.assignmentId, assignmentId), eq(assignmentRevisions.state, 'in_force')))
    .orderBy(asc(sql`lower(${assignmentRevisions.effective})`));

/** The number that the next revision gets; the assignment is held. */
export async function nextNumber(assignmentId: string, { tx }: Context): Promise<number> {
  const [found] = await tx.db
    .select({ last: max(assignmentRevisions.number) })
    .from(assignmentRevisions)
    .where(eq(assignmentRevisions.assignmentId, assignmentId));
  return (found!.last ?? 0) + 1;
}

export interface NewTerms {
  number: number;
  from: string;
  billRate: string;
  payRate: string | null;
  currency: string;
  hoursPerWeek: string;
  endsOn: string;
  reason: string | null;
}

/** Puts terms in force from a day on. */
export async function insertRevision(
  { id, programId, facilityId, unitId, vendorId, workerId }: AssignmentRow,
  { from, ...terms }: NewTerms,
  { tx }: Context,
): Promise<void> {
  await tx.insert(assignmentRevisions, [
    {
      assignmentId: id,
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      ...terms,
      effective: rangeOf({ from, until: null }),
      state: revisionLife.initial,
    },
  ]);
}

/** Ends every revision where a new one begins: those that began before are cut, those that began later superseded. */
export async function makeRoom(
  revisions: readonly AssignmentRevisionRow[],
  by: DaySpan,
  { tx }: Context,
): Promise<void> {
  for (const revision of revisions) {
    const left = cut(spanOf(revision.effective), by);
    if (left === 'untouched') continue;
    await tx.change(
      assignmentRevisions,
      revision,
      left.before
        ? { effective: rangeOf(left.before) }
        : { state: step(revisionLife, 'supersede', revision.state) },
    );
  }
}
