import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { agreements, type agreementOn } from '../../vendors/index.ts';
import type { ShiftRow } from '../store/shift.ts';
import { shifts } from '../tables.ts';
import type { Period } from './period.ts';
import { callOffPeriods } from './tables.ts';

export type CallOffPeriodRow = Row<typeof callOffPeriods>;

/** The agreement of a vendor in a program that covers a day, as it stands now. */
export const agreementNow: typeof agreementOn = async (programId, vendorId, day, { tx, actor }) => {
  const [found] = await tx.db
    .select()
    .from(agreements)
    .where(
      and(
        eq(agreements.tenantId, actor.tenantId),
        eq(agreements.programId, programId),
        eq(agreements.vendorId, vendorId),
        sql`${agreements.effective} @> ${day}::date`,
      ),
    );
  return found;
};

/** The period of an assignment that begins on a day, held until the transaction ends. */
export async function periodHeld(
  assignmentId: string,
  startsOn: string,
  { tx, actor }: Context,
): Promise<CallOffPeriodRow | undefined> {
  const [found] = await tx.db
    .select()
    .from(callOffPeriods)
    .where(
      and(
        eq(callOffPeriods.tenantId, actor.tenantId),
        eq(callOffPeriods.assignmentId, assignmentId),
        eq(callOffPeriods.startsOn, startsOn),
      ),
    )
    .for('update');
  return found;
}

/** The periods of assignments that are over and were reckoned, in which one of these days of theirs lies, held. */
export const settledPeriodsWith = (
  weeks: readonly { assignmentId: string; first: string; last: string }[],
  { tx, actor }: Context,
): Promise<CallOffPeriodRow[]> =>
  tx.db
    .select()
    .from(callOffPeriods)
    .where(
      and(
        eq(callOffPeriods.tenantId, actor.tenantId),
        eq(callOffPeriods.state, 'settled'),
        sql`${callOffPeriods.assignmentId} = any(${`{${weeks.map(({ assignmentId }) => assignmentId).join(',')}}`}::uuid[])`,
        sql`exists (select from json_to_recordset(${JSON.stringify(weeks)}::json) as w ("assignmentId" uuid, first date, last date)
          where w."assignmentId" = ${callOffPeriods.assignmentId}
            and ${callOffPeriods.startsOn} <= w.last and ${callOffPeriods.endsOn} >= w.first)`,
      ),
    )
    .orderBy(asc(callOffPeriods.startsOn), asc(callOffPeriods.id))
    .for('update');

/** The shifts of an assignment on the days of a period, in the order in which they begin. */
export const shiftsIn = (
  assignmentId: string,
  { startsOn, endsOn }: Period,
  { tx, actor }: Context,
): Promise<ShiftRow[]> =>
  tx.db
    .select()
    .from(shifts)
    .where(
      and(
        eq(shifts.tenantId, actor.tenantId),
        eq(shifts.assignmentId, assignmentId),
        sql`${shifts.localDate} between ${startsOn}::date and ${endsOn}::date`,
      ),
    )
    .orderBy(asc(shifts.startsAt), asc(shifts.id));

/** The open and scheduled shifts of an order that begin later than now, held until the transaction ends. */
export const aheadOf = (orderId: string, { tx, actor, now }: Context): Promise<ShiftRow[]> =>
  tx.db
    .select()
    .from(shifts)
    .where(
      and(
        eq(shifts.tenantId, actor.tenantId),
        eq(shifts.orderId, orderId),
        inArray(shifts.state, ['open', 'scheduled']),
        gt(shifts.startsAt, now),
      ),
    )
    .orderBy(asc(shifts.id))
    .for('update');

/** The shifts of a pattern that nobody took and that begin later than now, held until the transaction ends. */
export const openOfPattern = (patternId: string, { tx, actor, now }: Context): Promise<ShiftRow[]> =>
  tx.db
    .select()
    .from(shifts)
    .where(
      and(
        eq(shifts.tenantId, actor.tenantId),
        eq(shifts.patternId, patternId),
        eq(shifts.state, 'open'),
        gt(shifts.startsAt, now),
      ),
    )
    .orderBy(asc(shifts.id))
    .for('update');
