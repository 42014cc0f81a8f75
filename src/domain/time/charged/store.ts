import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { TimesheetVersion } from '../charge-lines.ts';
import type { TimeKind, TimeSource } from '../model.ts';

/** An interval as it was stated for a version of a week, or for the week before it and reaching into it. */
export interface StatedEntry {
  timeEntryId: string;
  startsAt: string;
  endsAt: string;
  kind: (typeof TimeKind.options)[number];
  source: (typeof TimeSource.options)[number];
  sourceId: string | null;
}

/** The intervals of an assignment which a version counted: its own, and those of other weeks that stand, by their ends. */
export const entriesBehind = (
  { timesheetId, revision }: TimesheetVersion,
  assignmentId: string,
  spans: readonly { statedFrom: string; statedTo: string }[],
  { tx, actor }: Context,
): Promise<StatedEntry[]> =>
  tx.rows<StatedEntry>(sql`
    select e.id as "timeEntryId", app.instant(e.starts_at) as "startsAt", app.instant(e.ends_at) as "endsAt", e.kind, e.source,
      e.source_id as "sourceId"
    from timesheets t join time_entries e on e.tenant_id = t.tenant_id and e.timesheet_id = t.id
    where t.tenant_id = ${actor.tenantId} and t.assignment_id = ${assignmentId}
      and case when t.id = ${timesheetId} then e.revision = ${revision}::integer else e.current end
      and exists (select from jsonb_to_recordset(${JSON.stringify(spans)}::jsonb) as a ("statedFrom" timestamptz, "statedTo" timestamptz)
        where a."statedFrom" = e.starts_at and a."statedTo" = e.ends_at)
    order by e.starts_at, e.id`);
