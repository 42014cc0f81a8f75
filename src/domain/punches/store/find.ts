import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { PunchKindName, PunchSourceName } from '../model/punch.ts';

/** A punch by which one that was sent is known again. */
export interface Known {
  index: number;
  id: string;
  isSame: boolean;
}

/** What of a sent punch makes it the one it is; the worker's on whichever assignment where none is named. */
export interface Sent {
  index: number;
  workerId: string;
  assignmentId: string | null;
  clientId: string | null;
  occurredAt: string;
  kind: PunchKindName;
  source: PunchSourceName;
}

/**
 * Which of the sent punches were recorded before: by the maker's id (`isSame` where that one says the same), or by kind,
 * second and source. A clock's own repeat is known also after somebody corrected or voided the punch; what a person
 * enters anew is new.
 */
export async function knownOf(sent: readonly Sent[], { tx, actor }: Context): Promise<Map<number, Known>> {
  const found = await tx.rows<Known>(sql`
    select s.index, p.id, s.kind = p.kind and date_trunc('second', s."occurredAt") = date_trunc('second', p.occurred_at) as "isSame"
    from json_to_recordset(${JSON.stringify(sent)}::json) as s (index integer, "workerId" uuid, "assignmentId" uuid, "clientId" text,
      "occurredAt" timestamptz, kind text, source text)
    cross join lateral (
      select q.id, q.kind, q.occurred_at from punches q
      where q.tenant_id = ${actor.tenantId} and q.worker_id = s."workerId"
        and (s."assignmentId" is null or q.assignment_id = s."assignmentId")
        and (q.client_id = s."clientId"
          or (q.occurred_at between s."occurredAt" - interval '1 second' and s."occurredAt" + interval '1 second'
            and date_trunc('second', q.occurred_at) = date_trunc('second', s."occurredAt") and q.kind = s.kind and q.source = s.source
            and (q.state = 'recorded' or q.source <> 'manager')))
      order by q.client_id = s."clientId" desc nulls last, q.state = 'recorded' desc, q.id limit 1) p`);
  return new Map(found.map((one) => [one.index, one]));
}

/** The workers whom the actor is, or was, by any of its memberships. */
export async function ownWorkers({ tx, actor }: Context): Promise<Set<string>> {
  const found = await tx.rows<{ workerId: string }>(
    sql`select m.worker_id as "workerId" from memberships m
      where m.tenant_id = ${actor.tenantId} and m.user_id = ${actor.userId} and m.worker_id is not null`,
  );
  return new Set(found.map(({ workerId }) => workerId));
}

/** Which of the units and cost centers lie in another program than asked, as `program unit` pairs of ids. */
export async function strayPlaces(
  asked: readonly { programId: string; placeId: string }[],
  { tx, actor }: Context,
): Promise<Set<string>> {
  if (asked.length === 0) return new Set();
  const found = await tx.rows<{ programId: string; placeId: string }>(sql`
    select distinct a."programId", a."placeId" from json_to_recordset(${JSON.stringify(asked)}::json) as a ("programId" uuid, "placeId" uuid)
    where not exists (select from units u where u.tenant_id = ${actor.tenantId} and u.id = a."placeId" and u.program_id = a."programId")
      and not exists (select from cost_centers c where c.tenant_id = ${actor.tenantId} and c.id = a."placeId" and c.program_id = a."programId")`);
  return new Set(found.map(({ programId, placeId }) => `${programId} ${placeId}`));
}

/** The punches of an assignment that stand. */
export const waitingOf = (assignmentId: string, { tx, actor }: Context) =>
  tx.rows<{ assignmentId: string; kind: PunchKindName; occurredAt: string }>(
    sql`select p.assignment_id as "assignmentId", p.kind, app.instant(p.occurred_at) as "occurredAt" from punches p
      where p.tenant_id = ${actor.tenantId} and p.assignment_id = ${assignmentId} and p.state = 'recorded'`,
  );

/** The punch that an exception of a week is about. */
export const punchedAt = (timeExceptionId: string, { tx, actor }: Context) =>
  tx.rows<{ assignmentId: string; kind: PunchKindName; occurredAt: string }>(
    sql`select p.assignment_id as "assignmentId", p.kind, app.instant(p.occurred_at) as "occurredAt"
      from time_exceptions x join punches p on p.tenant_id = x.tenant_id and p.id = split_part(x.key, '/', 1)::uuid
      where x.tenant_id = ${actor.tenantId} and x.id = ${timeExceptionId} and x.origin = 'punches' and p.state = 'recorded'`,
  );

/** The comings and moves that stand in weeks which have no punched time of them: it was stated otherwise, left out, or cannot be. */
export const unstatedIn = (timesheetIds: readonly string[], { tx, actor }: Context) =>
  tx.rows<{ assignmentId: string; kind: PunchKindName; occurredAt: string }>(
    sql`select p.assignment_id as "assignmentId", p.kind, app.instant(p.occurred_at) as "occurredAt"
      from timesheets t join punches p on p.tenant_id = t.tenant_id and p.assignment_id = t.assignment_id
        and p.occurred_at >= t.week_starts_at and p.occurred_at < t.week_ends_at
      where t.tenant_id = ${actor.tenantId} and t.id = any(${`{${timesheetIds.join(',')}}`}::uuid[]) and p.state = 'recorded'
        and p.kind in ('in', 'callback_start', 'on_call_start', 'transfer')
        and not exists (select from time_entries e where e.tenant_id = t.tenant_id and e.timesheet_id = t.id
          and e.revision = t.revision and e.source = 'punches' and e.source_id = p.id::text)`,
  );
