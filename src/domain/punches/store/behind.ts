import { sql } from 'drizzle-orm';
import { holds } from '../../../kernel/actor.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { PunchKindName, PunchSourceName, punchStates } from '../model/punch.ts';
import { permissions } from '../policy.ts';

/** A punch that lies in time which was made of punches; one that was corrected since is still told, in its state. */
export interface PunchBehind {
  punchId: string;
  kind: PunchKindName;
  occurredAt: string;
  source: PunchSourceName;
  state: (typeof punchStates)[number];
}

/** The punches of an assignment within spans, both ends in them, in the order of time; none where the caller may not read punches. */
export async function punchesBehind(
  assignmentId: string,
  spans: readonly { startsAt: string; endsAt: string }[],
  { tx, actor }: Context,
): Promise<PunchBehind[]> {
  if (spans.length === 0 || !holds(actor, permissions.read)) return [];
  return tx.rows<PunchBehind>(sql`
    select p.id as "punchId", p.kind, app.instant(p.occurred_at) as "occurredAt", p.source, p.state from punches p
    where p.tenant_id = ${actor.tenantId} and p.assignment_id = ${assignmentId}
      and exists (select from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as a ("startsAt" timestamptz, "endsAt" timestamptz)
        where p.occurred_at between a."startsAt" and a."endsAt")
    order by p.occurred_at, p.id`);
}
