import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { DoNotReturnDimension, DoNotReturnRow } from '../model.ts';
import { withinScope } from '../policy.ts';

export interface DoNotReturnQuestion {
  by: readonly DoNotReturnDimension[];
  programId?: string | undefined;
  from: string;
  to: string;
}

const columnOf: Record<DoNotReturnDimension, [string, SQL]> = {
  program: ['programId', sql`c.program_id`],
  facility: ['facilityId', sql`c.facility_id`],
};

/**
 * Of each month and kind of order: the workers placed on a day of it, and those marked in it, lifted since or not. A mark
 * counts where and with the kind of order that the placement before it was, over by then or not, in the month of its day
 * on the calendar of the facility, or of the program where it closes all of it. A mark after no placement counts nowhere.
 */
export function doNotReturnRates(
  { by, programId, from, to }: DoNotReturnQuestion,
  { tx, actor }: Context,
): Promise<DoNotReturnRow[]> {
  const dimensions = by.map((one) => columnOf[one]);
  const shown = dimensions.map(([name, column]) => sql`${column} as ${sql.identifier(name)}, `);
  const keys = sql.join(
    [sql.raw('1'), sql.raw('2'), ...dimensions.map((_, at) => sql.raw(String(at + 3)))],
    sql`, `,
  );
  const placed = sql`count(distinct c.worker_id) filter (where c.kind is null)`;
  const marked = (kind?: 'clinical' | 'professional') =>
    sql`count(distinct c.worker_id) filter (where ${kind ? sql`c.kind = ${kind}` : sql`c.kind is not null`})`;
  const within = sql`${sql.join(withinScope(actor), sql` and `)} ${programId ? sql`and a.program_id = ${programId}` : sql``}`;
  return tx.rows<DoNotReturnRow>(sql`
    with months as (select g::date as first_day, (g + interval '1 month')::date as next_first_day
      from generate_series(${`${from}-01`}::date, ${`${to}-01`}::date, interval '1 month') g),
    counted as (
      select m.first_day, o.type, a.program_id, a.facility_id, a.worker_id, null as kind
      from months m
      join assignments a on a.state in ('active', 'suspended', 'ended') and a.started_on < m.next_first_day
        and coalesce(a.ended_on, a.ends_on) >= m.first_day
      join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
      where ${within}
      union all
      select m.first_day, o.type, a.program_id, a.facility_id, a.worker_id, d.kind
      from assignments a
      join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
      join do_not_returns d on d.tenant_id = a.tenant_id and d.assignment_id = a.id
      join programs p on p.tenant_id = d.tenant_id and p.id = d.program_id
      left join facilities f on f.tenant_id = d.tenant_id and f.id = d.facility_id
      cross join lateral (select (d.placed_at at time zone coalesce(f.time_zone, p.time_zone))::date as day) l
      join months m on l.day >= m.first_day and l.day < m.next_first_day
      where ${within})
    select to_char(c.first_day, 'YYYY-MM') as month, c.type as "orderType", ${sql.join(shown)}
      (${placed})::int as placed, (${marked()})::int as marked, (${marked('clinical')})::int as "markedClinical",
      (${marked('professional')})::int as "markedProfessional",
      round((${marked()})::numeric / nullif(${placed}, 0), 4)::text as rate
    from counted c group by ${keys} order by ${keys}`);
}
