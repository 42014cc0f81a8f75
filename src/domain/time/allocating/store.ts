import { sql } from 'drizzle-orm';
import { spanOf } from '../../../kernel/day-range.ts';
import type { Context } from '../../../kernel/operation.ts';
import { weightsOf, type CenterShare, type CenterWeight } from './center-weights.ts';
import { workedByDay, type CenteredTime } from './worked-by-day.ts';

/** A version of a timesheet, and what its cost is borne by where no allocation says it. */
export interface BorneVersion {
  timesheetId: string;
  revision: number;
  assignmentId: string;
  programId: string;
  timeZone: string;
  unitCostCenterId: string | null;
}

/** By which cost centers the days of versions are borne, and how the program calls those. */
export interface Centers {
  weightsOn(
    version: Pick<BorneVersion, 'timesheetId' | 'assignmentId' | 'unitCostCenterId'>,
    day: string,
  ): CenterWeight[];
  codeOf(costCenterId: string | null): string | null;
}

const listed = (ids: Iterable<string>) => `{${[...ids].join(',')}}`;

interface Agreed {
  assignmentId: string;
  effective: string;
  shares: { costCenterId: string; percent: string }[];
}

const agreedOf = (assignmentIds: Iterable<string>, { tx, actor }: Context): Promise<Agreed[]> =>
  tx.rows(sql`select a.assignment_id as "assignmentId", a.effective::text as effective, a.shares from allocations a
    where a.tenant_id = ${actor.tenantId} and a.state = 'in_force' and a.assignment_id = any(${listed(assignmentIds)}::uuid[])`);

// All time of the versions in which some interval names a cost center; most name none.
const centeredOf = (
  versions: readonly BorneVersion[],
  { tx, actor }: Context,
): Promise<(CenteredTime & { timesheetId: string })[]> =>
  tx.rows(sql`select e.timesheet_id as "timesheetId", app.instant(e.starts_at) as "startsAt", app.instant(e.ends_at) as "endsAt",
      e.kind, e.cost_center_id as "costCenterId", e.meals
    from jsonb_to_recordset(${JSON.stringify(versions.map(({ timesheetId, revision }) => ({ timesheetId, revision })))}::jsonb)
      as w ("timesheetId" uuid, revision integer)
    join time_entries e on e.tenant_id = ${actor.tenantId} and e.timesheet_id = w."timesheetId" and e.revision = w.revision
    where exists (select from time_entries named where named.tenant_id = e.tenant_id and named.timesheet_id = e.timesheet_id
      and named.revision = e.revision and named.cost_center_id is not null)`);

const codesIn = async (
  programIds: Iterable<string>,
  { tx, actor }: Context,
): Promise<Map<string, string>> => {
  const found = await tx.rows<{ id: string; code: string }>(
    sql`select c.id, c.code from cost_centers c where c.tenant_id = ${actor.tenantId} and c.program_id = any(${listed(programIds)}::uuid[])`,
  );
  return new Map(found.map(({ id, code }) => [id, code]));
};

function sharesOn(agreed: readonly Agreed[], day: string, unitCostCenterId: string | null): CenterShare[] {
  const found = agreed.find(({ effective }) => {
    const { from, until } = spanOf(effective);
    return from <= day && (until === null || day < until);
  });
  return found ? found.shares : unitCostCenterId ? [{ costCenterId: unitCostCenterId, percent: '100' }] : [];
}

/** What is known of the cost centers of versions, as the caller sees it. */
export async function centersOf(versions: readonly BorneVersion[], context: Context): Promise<Centers> {
  const agreed = Map.groupBy(
    await agreedOf(new Set(versions.map(({ assignmentId }) => assignmentId)), context),
    ({ assignmentId }) => assignmentId,
  );
  const times = Map.groupBy(await centeredOf(versions, context), ({ timesheetId }) => timesheetId);
  const zones = new Map(versions.map(({ timesheetId, timeZone }) => [timesheetId, timeZone]));
  const days = new Map([...times].map(([id, entries]) => [id, workedByDay(entries, zones.get(id)!)]));
  const codes = await codesIn(new Set(versions.map(({ programId }) => programId)), context);
  return {
    weightsOn: ({ timesheetId, assignmentId, unitCostCenterId }, day) =>
      weightsOf(
        days.get(timesheetId)?.get(day) ?? new Map(),
        sharesOn(agreed.get(assignmentId) ?? [], day, unitCostCenterId),
      ),
    codeOf: (costCenterId) => (costCenterId === null ? null : (codes.get(costCenterId) ?? null)),
  };
}
