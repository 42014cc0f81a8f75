import { and, eq, gt, sql } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { programs } from '../../programs/index.ts';
import type { ShiftRow } from '../store/shift.ts';
import { shifts } from '../tables.ts';
import type { HeldShift } from './held.ts';
import { attendanceLife } from './lifecycle.ts';
import { attendanceRecorded, type AttendanceKindName } from './model.ts';
import { pointsOf } from './points.ts';
import { attendanceEvents } from './tables.ts';

/** The settings of a program by which attendance is counted. */
export const attendanceSettings = ({ programId }: { programId: string }, { tx }: Context) =>
  asTenant(tx, async () => {
    const { attendancePoints, attendanceWindowDays, lateReleaseHours } = (await tx.find(
      programs,
      programId,
    ))!;
    return { attendancePoints, attendanceWindowDays, lateReleaseHours };
  });

/** Notes how a worker kept a shift, once for each kind; the shift is held. Points are the program's of that hour. */
export async function noteAttendance(
  shift: HeldShift,
  kinds: readonly AttendanceKindName[],
  context: Context,
): Promise<Fact[]> {
  const { tx, actor, now } = context;
  if (kinds.length === 0) return [];
  const { attendancePoints } = await attendanceSettings(shift, context);
  const {
    id: shiftId,
    localDate: shiftOn,
    orderId,
    programId,
    facilityId,
    unitId,
    vendorId,
    workerId,
  } = shift;
  return asTenant(tx, async () => {
    const noted = await tx.db
      .select({ kind: attendanceEvents.kind })
      .from(attendanceEvents)
      .where(
        and(
          eq(attendanceEvents.tenantId, actor.tenantId),
          eq(attendanceEvents.shiftId, shiftId),
          eq(attendanceEvents.workerId, workerId),
        ),
      );
    const fresh = kinds.filter((kind) => !noted.some((one) => one.kind === kind));
    const rows = await tx.insert(
      attendanceEvents,
      fresh.map((kind) => ({
        shiftId,
        shiftOn,
        orderId,
        programId,
        facilityId,
        unitId,
        vendorId,
        workerId,
        kind,
        points: pointsOf(kind, attendancePoints),
        occurredAt: now,
        state: attendanceLife.initial,
      })),
    );
    return rows.map((row) => attendanceRecorded(row, { shiftId, kind: row.kind, points: row.points }));
  });
}

/** The score of a worker at a vendor in a program as the caller may see its events: points since an instant, and how many. */
export async function scoreSince(
  { workerId, vendorId, programId }: { workerId: string; vendorId?: string | undefined; programId: string },
  since: string,
  { tx, actor }: Context,
) {
  return tx.db
    .select({
      vendorId: attendanceEvents.vendorId,
      score: sql<number>`coalesce(sum(${attendanceEvents.points}) filter (where ${attendanceEvents.state} = 'counted'), 0)::integer`,
      counted: sql<number>`count(*) filter (where ${attendanceEvents.state} = 'counted')::integer`,
      excused: sql<number>`count(*) filter (where ${attendanceEvents.state} = 'excused')::integer`,
    })
    .from(attendanceEvents)
    .where(
      and(
        eq(attendanceEvents.tenantId, actor.tenantId),
        eq(attendanceEvents.programId, programId),
        eq(attendanceEvents.workerId, workerId),
        vendorId === undefined ? undefined : eq(attendanceEvents.vendorId, vendorId),
        gt(attendanceEvents.occurredAt, since),
      ),
    )
    .groupBy(attendanceEvents.vendorId)
    .orderBy(attendanceEvents.vendorId);
}

/** The programs in which the caller sees how a worker kept its shifts. */
export async function programsKept(workerId: string, { tx, actor }: Context): Promise<string[]> {
  const found = await tx.db
    .selectDistinct({ programId: attendanceEvents.programId })
    .from(attendanceEvents)
    .where(and(eq(attendanceEvents.tenantId, actor.tenantId), eq(attendanceEvents.workerId, workerId)))
    .orderBy(attendanceEvents.programId);
  return found.map(({ programId }) => programId);
}

/** The missed shifts of a worker, at a facility or in a whole program, of which a do-not-return is proposed; held. */
export const proposalsOf = (
  closed: { workerId: string; programId: string; facilityId: string | null },
  { tx, actor }: Context,
): Promise<ShiftRow[]> =>
  tx.db
    .select()
    .from(shifts)
    .where(
      and(
        eq(shifts.tenantId, actor.tenantId),
        eq(shifts.workerId, closed.workerId),
        eq(shifts.programId, closed.programId),
        closed.facilityId === null ? undefined : eq(shifts.facilityId, closed.facilityId),
        eq(shifts.state, 'no_show'),
        eq(shifts.dnrProposed, true),
      ),
    )
    .orderBy(shifts.id)
    .for('update');
