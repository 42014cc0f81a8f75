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
  program: ['programId', sql`a.program_id`],
  facility: ['facilityId', sql`a.facility_id`],
};

/**
 * Of each month and kind of order: workers placed, and those of them whom the facility of the placement marked in that
 * month of its own calendar (lifted since or not). A mark after no placement counts nowhere.
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
  const marked = (kind?: 'clinical' | 'professional') =>
    sql`(count(distinct a.worker_id) filter (where d.id is not null ${kind ? sql`and d.kind = ${kind}` : sql``}))::int`;
  return tx.rows<DoNotReturnRow>(sql`
    select to_char(m.first_day, 'YYYY-MM') as month, o.type as "orderType", ${sql.join(shown)}
      count(distinct a.worker_id)::int as placed, ${marked()} as marked, ${marked('clinical')} as "markedClinical",
      ${marked('professional')} as "markedProfessional",
      round(${marked()}::numeric / count(distinct a.worker_id), 4)::text as rate
    from (select g::date as first_day, (g + interval '1 month')::date as next_first_day
      from generate_series(${`${from}-01`}::date, ${`${to}-01`}::date, interval '1 month') g) m
    join assignments a on a.state in ('active', 'suspended', 'ended') and a.started_on < m.next_first_day
      and coalesce(a.ended_on, a.ends_on) >= m.first_day
    join orders o on o.tenant_id = a.tenant_id and o.id = a.order_id
    join facilities f on f.tenant_id = a.tenant_id and f.id = a.facility_id
    left join do_not_returns d on d.tenant_id = a.tenant_id and d.assignment_id = a.id
      and (d.placed_at at time zone f.time_zone)::date >= m.first_day
      and (d.placed_at at time zone f.time_zone)::date < m.next_first_day
    where ${sql.join(withinScope(actor), sql` and `)} ${programId ? sql`and a.program_id = ${programId}` : sql``}
    group by ${keys} order by ${keys}`);
}
