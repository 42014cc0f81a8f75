import { and, asc, eq, inArray, max, sql } from 'drizzle-orm';
import { cut, rangeOf, spanOf, type DaySpan } from '../../../kernel/day-range.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { revisionLife } from '../lifecycle/revision.ts';
import { underWay, type RevisionKinds } from '../model/revision.ts';
import { spliceOf } from '../model/terms.ts';
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

/** The revisions in force on any day of a span. */
export const termsOn = (
  revisions: readonly AssignmentRevisionRow[],
  span: DaySpan,
): AssignmentRevisionRow[] =>
  revisions.filter(({ effective }) => cut(spanOf(effective), span) !== 'untouched');

export interface NewTerms {
  number: number;
  from: string;
  until?: string | null;
  billRate: string;
  payRate: string | null;
  currency: string;
  hoursPerWeek: string;
  endsOn: string;
  reason: string | null;
  /** Of another unit than the assignment's now. */
  unitId?: string;
  kinds?: RevisionKinds;
}

/** Terms that do not hold yet: who wrote them, what they cost more, and whether the vendor knows of them. */
export interface Draft {
  id: string;
  additionalCost: string;
  proposedBy: 'client' | 'vendor' | null;
  authors: string[];
  vendorSees: boolean;
  state: (typeof underWay)[number] | 'in_force';
}

/** The terms of the assignment that are under way, if there are any. */
export async function revisionUnderWayOf(
  assignmentId: string,
  { tx, actor }: Context,
): Promise<AssignmentRevisionRow | undefined> {
  const [found] = await tx.db
    .select()
    .from(assignmentRevisions)
    .where(
      and(
        eq(assignmentRevisions.tenantId, actor.tenantId),
        eq(assignmentRevisions.assignmentId, assignmentId),
        inArray(assignmentRevisions.state, [...underWay]),
      ),
    );
  return found;
}

/** Puts terms in force from a day on, up to but not including another where one is given. */
export async function insertRevision(
  { id, programId, facilityId, unitId, vendorId, workerId }: AssignmentRow,
  { from, until = null, ...terms }: NewTerms,
  { tx }: Context,
  draft?: Draft,
): Promise<AssignmentRevisionRow> {
  const [row] = await tx.insert(assignmentRevisions, [
    {
      assignmentId: id,
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      ...terms,
      effective: rangeOf({ from, until }),
      state: 'in_force',
      ...draft,
    },
  ]);
  return row!;
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

/** Prices the days of a span by terms of their own, as `spliceOf` has it; the days before and after keep theirs. */
export async function splice(
  row: AssignmentRow,
  revisions: readonly AssignmentRevisionRow[],
  span: DaySpan,
  terms: Omit<NewTerms, 'from' | 'until'>,
  context: Context,
): Promise<void> {
  const { by, kept } = spliceOf(
    revisions.map(({ effective }) => spanOf(effective)),
    span,
  );
  await makeRoom(revisions, by, context);
  await insertRevision(row, { ...terms, ...by }, context);
  for (const [place, after] of kept.entries()) {
    const { billRate, payRate, currency, hoursPerWeek, endsOn, reason, unitId } = revisions[after.at]!;
    const held = { billRate, payRate, currency, hoursPerWeek, endsOn, reason, unitId };
    await insertRevision(row, { ...held, number: terms.number + 1 + place, ...after.days }, context);
  }
}
