import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import { notFound } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Changes, type Row } from '../../../kernel/transaction.ts';
import { orders } from '../../orders/index.ts';
import { dayAt } from '../../programs/index.ts';
import { hourlyTermsOf, offers, type OfferRow } from '../../submissions/index.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import { assignmentCreated, assignmentNotActive } from '../model/assignment.ts';
import { assignments, type placements } from '../tables.ts';
import { insertRevision } from './revision.ts';

export type AssignmentRow = Row<typeof assignments>;
type Verb = keyof typeof assignmentLife.verbs;

/** Keeps the terms and the allocations of an assignment as they are until the transaction ends; its time and bills are locked after it. */
export async function holdAssignment(id: string, { tx }: Context): Promise<void> {
  await tx.find(assignments, id, { lock: 'share' });
}

/** The same of many, in the order of their ids. */
export async function holdAssignments(ids: readonly string[], { tx, actor }: Context): Promise<void> {
  await tx.rows(sql`select id from assignments where tenant_id = ${actor.tenantId}
    and id = any(${`{${ids.join(',')}}`}::uuid[]) order by id for share`);
}

/**
 * Holds the order of an assignment or a hire, before either, until the transaction ends: whoever cancels the order holds
 * it first too. As the tenant's own hand: the caller need not see the order. Of a row that the caller does not see, nothing.
 */
export const holdOrderOf =
  (table: typeof assignments | typeof placements) =>
  async (id: string, { tx }: Context): Promise<void> => {
    const row = await tx.find(table, id);
    if (row) await asTenant(tx, () => tx.find(orders, row.orderId, { lock: true }));
  };

/** Takes one step of an assignment's life. */
export const moveAssignment = (
  row: AssignmentRow,
  verb: Verb,
  { tx }: Context,
  changes: Changes<typeof assignments> = {},
): Promise<AssignmentRow> =>
  tx.change(assignments, row, { ...changes, state: step(assignmentLife, verb, row.state) });

/** The first day on which the worker may begin: the agreed one, and none before the offer was accepted. */
export async function agreedFrom(row: AssignmentRow, context: Context): Promise<string> {
  const { acceptedAt } = row.offerId ? (await context.tx.find(offers, row.offerId))! : { acceptedAt: null };
  if (acceptedAt === null) return row.startsOn;
  const accepted = await dayAt(acceptedAt, row, context);
  return accepted > row.startsOn ? accepted : row.startsOn;
}

/**
 * An assignment that time may be kept on: `assignment_not_active` unless it has begun. One that stands still keeps the
 * time of the days before: `isSuspendedOn` says which days are none.
 */
export async function assignmentForTime(assignmentId: string, { tx }: Context): Promise<AssignmentRow> {
  const row = await tx.find(assignments, assignmentId);
  if (!row) throw notFound();
  if (row.state !== 'active' && row.state !== 'suspended' && row.state !== 'ended')
    throw assignmentNotActive({ facts: { state: row.state } });
  return row;
}

/** The assignments on an order that are to begin or have not ended, held until the transaction ends. */
export const liveOnOrder = (orderId: string, { tx, actor }: Context): Promise<AssignmentRow[]> =>
  tx.db
    .select()
    .from(assignments)
    .where(
      and(
        eq(assignments.tenantId, actor.tenantId),
        eq(assignments.orderId, orderId),
        inArray(assignments.state, ['pending', 'active', 'suspended']),
      ),
    )
    .orderBy(asc(assignments.id))
    .for('update');

/** The live assignment of a vendor's worker on a per-diem order, held until the transaction ends. */
export async function livePerDiem(
  { orderId, vendorId, workerId }: Pick<AssignmentRow, 'orderId' | 'vendorId' | 'workerId'>,
  { tx, actor }: Context,
): Promise<AssignmentRow | undefined> {
  // One at a time makes one, so that the second of two shifts booked at once finds it.
  await tx.rows(
    sql`select pg_advisory_xact_lock(hashtextextended(${`${actor.tenantId} per diem ${orderId} ${vendorId} ${workerId}`}, 0))`,
  );
  const [found] = await tx.db
    .select()
    .from(assignments)
    .where(
      and(
        eq(assignments.tenantId, actor.tenantId),
        eq(assignments.kind, 'per_diem'),
        eq(assignments.orderId, orderId),
        eq(assignments.vendorId, vendorId),
        eq(assignments.workerId, workerId),
        inArray(assignments.state, ['pending', 'active', 'suspended']),
      ),
    )
    .for('update');
  return found;
}

/** Whether the order ends in a hire by the client itself, which is no placement of ours. */
export async function isDirectHire(orderId: string, { tx, actor }: Context): Promise<boolean> {
  const [found] = await tx.rows<{ direct: boolean }>(
    sql`select type = 'direct_hire' as direct from orders where tenant_id = ${actor.tenantId} and id = ${orderId}`,
  );
  return found!.direct;
}

/** Places the worker of a confirmed offer on a position, under the offer's terms from its first day on. */
export async function placeWorker(offer: OfferRow, positionId: string, context: Context): Promise<Fact> {
  const { orderId, submissionId, programId, facilityId, unitId, vendorId, workerId, startsOn } = offer;
  const { billRate, endsOn } = hourlyTermsOf(offer);
  const [row] = await context.tx.insert(assignments, [
    {
      orderId,
      positionId,
      submissionId,
      offerId: offer.id,
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      startsOn,
      endsOn,
      state: assignmentLife.initial,
    },
  ]);
  const { payRate, currency, hoursPerWeek } = offer;
  const terms = { billRate, payRate, currency, hoursPerWeek, endsOn };
  await insertRevision(row!, { number: 1, from: startsOn, reason: null, ...terms }, context);
  return assignmentCreated(row!, { orderId, submissionId });
}
