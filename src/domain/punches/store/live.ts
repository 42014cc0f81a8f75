import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { rowOf } from '../../../kernel/row-of.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { visibleRow } from '../../../kernel/visible.ts';
import type { PairablePunch } from '../pairing/punch.ts';
import { punch } from '../nouns.ts';
import { punches } from '../tables.ts';

/** A punch that stands, and whose it is. */
export interface LivePunch extends PairablePunch {
  assignmentId: string;
  programId: string;
  facilityId: string;
  unitId: string;
  vendorId: string;
  workerId: string;
  longShiftHours: number;
}

/** Whose presence is asked for. */
export interface AskedPresence {
  facilityId?: string | undefined;
  unitId?: string | undefined;
  workerId?: string | undefined;
  assignmentId?: string | undefined;
}

/** The punches of the last eight days that the actor sees, of those who were about; nobody is there for longer. */
export async function recentPunches(asked: AskedPresence, { tx, actor, now }: Context): Promise<LivePunch[]> {
  const narrowed = (
    [
      ['facility_id', asked.facilityId],
      ['unit_id', asked.unitId],
      ['worker_id', asked.workerId],
      ['assignment_id', asked.assignmentId],
    ] as const
  ).flatMap(([column, value]) => (value ? [sql`p.${sql.identifier(column)} = ${value}`] : []));
  const conditions: SQL[] = [...visibleRow(punch, rowOf(punches, 'p'), actor), ...narrowed];
  const found = await tx.rows<Omit<LivePunch, 'longShiftHours'>>(sql`
    select p.id, p.kind, app.instant(least(p.occurred_at, p.received_at)) as at, p.roles, p.worked_unit_id as "workedUnitId",
      p.cost_center_id as "costCenterId", app.instant(p.called_at) as "calledAt", p.is_outside_geofence as "isOutsideGeofence",
      p.assignment_id as "assignmentId", p.program_id as "programId", p.facility_id as "facilityId", p.unit_id as "unitId",
      p.vendor_id as "vendorId", p.worker_id as "workerId"
    from punches p where ${sql.join(conditions, sql` and `)} and p.state = 'recorded'
      and p.occurred_at > ${now}::timestamptz - interval '8 days' order by p.occurred_at desc limit 50000`);
  const programIds = [...new Set(found.map(({ programId }) => programId))];
  const rules = await asTenant(tx, () =>
    tx.rows<{ id: string; hours: number }>(sql`select g.id, g.long_shift_hours as hours from programs g
      where g.tenant_id = ${actor.tenantId} and g.id = any(${`{${programIds.join(',')}}`}::uuid[])`),
  );
  const hours = new Map(rules.map((one) => [one.id, one.hours]));
  return found.map((one) => ({ ...one, longShiftHours: hours.get(one.programId)! }));
}

/** When the shift ends that each of the assignments has now, as far as one is scheduled. */
export async function endsOfShifts(
  assignmentIds: readonly string[],
  { tx, actor, now }: Context,
): Promise<Map<string, string>> {
  const found = await tx.rows<{ assignmentId: string; endsAt: string }>(sql`
    select s.assignment_id as "assignmentId", app.instant(max(s.ends_at)) as "endsAt" from shifts s
    where s.tenant_id = ${actor.tenantId} and s.assignment_id = any(${`{${assignmentIds.join(',')}}`}::uuid[])
      and s.state in ('scheduled', 'in_progress')
      and s.starts_at < ${now}::timestamptz + interval '2 hours' and s.ends_at > ${now}::timestamptz - interval '12 hours'
    group by s.assignment_id`);
  return new Map(found.map(({ assignmentId, endsAt }) => [assignmentId, endsAt]));
}
