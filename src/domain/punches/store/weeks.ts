import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { ScheduledShift, PunchRules } from '../pairing/judge.ts';
import type { PairablePunch } from '../pairing/punch.ts';
import type { PunchedTime } from '../pairing/entries.ts';

/** An assignment, and the instants of its punches that matter. */
export interface Reach {
  assignmentId: string;
  from: string;
  until: string;
}

const reaches = (asked: readonly Reach[]) =>
  sql`json_to_recordset(${JSON.stringify(asked)}::json) as r ("assignmentId" uuid, "from" timestamptz, "until" timestamptz)`;
const uuids = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::uuid[]`;
const byAssignment = <T extends { assignmentId: string }>(rows: readonly T[]): Map<string, T[]> =>
  Map.groupBy(rows, ({ assignmentId }) => assignmentId);

/** A punch that stands, and the assignment it is on. */
export interface StandingPunch extends PairablePunch {
  assignmentId: string;
}

/** The punches of assignments over these spans that stand. One that a fast clock set ahead counts from when it came in. */
export async function punchesOver(
  asked: readonly Reach[],
  { tx, actor }: Context,
): Promise<Map<string, StandingPunch[]>> {
  return byAssignment(
    await tx.rows<StandingPunch>(sql`
      select p.assignment_id as "assignmentId", p.id, p.kind, app.instant(least(p.occurred_at, p.received_at)) as at, p.roles,
        p.worked_unit_id as "workedUnitId", p.cost_center_id as "costCenterId", app.instant(p.called_at) as "calledAt",
        p.is_outside_geofence as "isOutsideGeofence"
      from ${reaches(asked)} join punches p on p.tenant_id = ${actor.tenantId} and p.assignment_id = r."assignmentId"
        and p.occurred_at between r."from" and r."until" and p.state = 'recorded'`),
  );
}

/** The shifts of assignments over these spans that were to be worked. */
export async function shiftsOver(
  asked: readonly Reach[],
  { tx, actor }: Context,
): Promise<Map<string, ScheduledShift[]>> {
  return byAssignment(
    await tx.rows<ScheduledShift & { assignmentId: string }>(sql`
      select s.assignment_id as "assignmentId", app.instant(s.starts_at) as "startsAt", app.instant(s.ends_at) as "endsAt"
      from ${reaches(asked)} join shifts s on s.tenant_id = ${actor.tenantId} and s.assignment_id = r."assignmentId"
        and s.starts_at between r."from" and r."until" and s.state in ('scheduled', 'in_progress', 'completed', 'reported', 'no_show')`),
  );
}

/** A week of an assignment, and what was punched and found in it by now. */
export interface KnownWeek {
  id: string;
  assignmentId: string;
  startsAt: string;
  endsAt: string;
  timeZone: string;
  state: string;
  entries: PunchedTime[];
  findings: { code: string; key: string; detail: string; state: string }[];
}

/** The weeks of assignments that these spans meet. */
export async function weeksOver(
  asked: readonly Reach[],
  { tx, actor }: Context,
): Promise<Map<string, KnownWeek[]>> {
  return byAssignment(
    await tx.rows<KnownWeek>(sql`
      select t.id, t.assignment_id as "assignmentId", app.instant(t.week_starts_at) as "startsAt", app.instant(t.week_ends_at) as "endsAt",
        t.time_zone as "timeZone", t.state,
        (select coalesce(json_agg(json_build_object('startsAt', app.instant(e.starts_at), 'endsAt', app.instant(e.ends_at), 'kind', e.kind,
          'meals', e.meals, 'mealAttestation', e.meal_attestation, 'roles', e.roles, 'calledAt', app.instant(e.called_at),
          'costCenterId', e.cost_center_id, 'workedUnitId', e.worked_unit_id, 'sourceId', e.source_id) order by e.starts_at), '[]')
          from time_entries e where e.tenant_id = t.tenant_id and e.timesheet_id = t.id and e.revision = t.revision and e.source = 'punches') as entries,
        (select coalesce(json_agg(json_build_object('code', x.code, 'key', x.key, 'detail', x.detail, 'state', x.state)), '[]')
          from time_exceptions x where x.tenant_id = t.tenant_id and x.timesheet_id = t.id and x.origin = 'punches') as findings
      from ${reaches(asked)} join timesheets t on t.tenant_id = ${actor.tenantId} and t.assignment_id = r."assignmentId"
        and t.week_starts_at <= r."until" and t.week_ends_at > r."from"
      order by t.week_starts_at`),
  );
}

/** Time of a worker that was not punched on the assignment. */
export interface OtherTime {
  assignmentId: string;
  startsAt: string;
  endsAt: string;
  meals: readonly { startsAt: string; endsAt: string }[];
  isOnCall: boolean;
  isElsewhere: boolean;
  /** Whether a person or another system says it; a shift's hours are expected beside its punches. */
  isStated: boolean;
}

/** What the workers of assignments are known to have worked besides, over these spans, wherever it was. */
export async function otherTimeOver(
  asked: readonly Reach[],
  { tx, actor }: Context,
): Promise<Map<string, OtherTime[]>> {
  return byAssignment(
    await tx.rows<OtherTime>(sql`
      select r."assignmentId", app.instant(e.starts_at) as "startsAt", app.instant(e.ends_at) as "endsAt", e.meals,
        e.kind = 'on_call' as "isOnCall", t.assignment_id <> r."assignmentId" as "isElsewhere", e.source in ('stated', 'import') as "isStated"
      from ${reaches(asked)} join assignments a on a.tenant_id = ${actor.tenantId} and a.id = r."assignmentId"
      join time_entries e on e.tenant_id = a.tenant_id and e.worker_id = a.worker_id and e.current
        and e.starts_at between r."from" and r."until"
      join timesheets t on t.tenant_id = e.tenant_id and t.id = e.timesheet_id
      where t.assignment_id <> r."assignmentId" or e.source <> 'punches'`),
  );
}

/** What the programs ask of punches, by program. */
export async function rulesOf(
  programIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, PunchRules>> {
  const found = await tx.rows<PunchRules & { id: string }>(sql`
    select p.id, p.punch_early_minutes as "punchEarlyMinutes", p.punch_late_minutes as "punchLateMinutes",
      p.long_shift_hours as "longShiftHours", p.meal_due_hours as "mealDueHours"
    from programs p where p.tenant_id = ${actor.tenantId} and p.id = any(${uuids([...new Set(programIds)])})`);
  return new Map(found.map(({ id, ...rules }) => [id, rules]));
}
