import { and, eq, sql } from 'drizzle-orm';
import { cut, rangeOf, spanOf, type DaySpan } from '../../../kernel/day-range.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { NewRow, Row } from '../../../kernel/transaction.ts';
import { allocationLife } from '../lifecycle/terms.ts';
import { sameShares } from '../model/allocation.ts';
import { allocations } from '../tables.ts';
import type { AssignmentRow } from './assignment.ts';

export type AllocationRow = Row<typeof allocations>;
type Shares = AllocationRow['shares'];

const inForce = (assignmentId: string) =>
  and(eq(allocations.assignmentId, assignmentId), eq(allocations.state, 'in_force'));

/** The shares in force of assignments on days; as many answers as asked, in order: none is the cost center of the unit. */
export async function allocationsOn(
  asked: readonly { assignmentId: string; day: string }[],
  { tx, actor }: Context,
): Promise<Shares[]> {
  const places = asked.map(({ assignmentId, day }, place) => ({ place, assignmentId, day }));
  const found = await tx.rows<{ place: number; shares: Shares }>(sql`
    select a.place, l.shares
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as a (place integer, "assignmentId" uuid, day date)
    join allocations l on l.tenant_id = ${actor.tenantId} and l.assignment_id = a."assignmentId" and l.state = 'in_force'
      and l.effective @> a.day`);
  const byPlace = new Map(found.map(({ place, shares }) => [place, shares]));
  return asked.map((_, place) => byPlace.get(place) ?? []);
}

/** The allocation that says just this of just these days already, if there is one. */
export async function sameAllocation(
  assignmentId: string,
  span: DaySpan,
  shares: Shares,
  { tx }: Context,
): Promise<AllocationRow | undefined> {
  const held = await tx.db.select().from(allocations).where(inForce(assignmentId));
  return held.find((row) => row.effective === rangeOf(span) && sameShares(row.shares, shares));
}

/** Charges the days of a span by these shares; what was said of other days stays. The assignment is held. */
export async function replaceAllocation(
  { id, programId, facilityId, unitId, vendorId, workerId }: AssignmentRow,
  span: DaySpan,
  shares: Shares,
  { tx }: Context,
): Promise<AllocationRow> {
  const scope = { assignmentId: id, programId, facilityId, unitId, vendorId, workerId };
  const rowOf = (days: DaySpan, parts: Shares): NewRow<typeof allocations> => ({
    ...scope,
    effective: rangeOf(days),
    shares: parts,
    state: allocationLife.initial,
  });
  const added = [rowOf(span, shares)];
  for (const held of await tx.db.select().from(allocations).where(inForce(id))) {
    const left = cut(spanOf(held.effective), span);
    if (left === 'untouched') continue;
    if (left.after) added.push(rowOf(left.after, held.shares));
    await tx.change(
      allocations,
      held,
      left.before
        ? { effective: rangeOf(left.before) }
        : { state: step(allocationLife, 'supersede', held.state) },
    );
  }
  const [row] = await tx.insert(allocations, added);
  return row!;
}
