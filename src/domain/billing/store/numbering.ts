import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { invoiceSeries } from '../tables.ts';

/** Opens series that are new, at their first number; nobody's number is taken yet. */
export const openSeries = (series: readonly string[], { tx, actor }: Context) =>
  tx.rows(sql`insert into ${invoiceSeries} as s (tenant_id, series)
    select ${actor.tenantId}::uuid, asked.series from json_to_recordset(${JSON.stringify(series.map((name) => ({ series: name })))}::json)
      as asked (series text) group by 2 order by 2
    on conflict (tenant_id, series) do nothing`);

/**
 * The next number of each of the series asked for, all of them open, in the order asked; gapless: the counters' rows are
 * locked, in the order of their names, until the transaction ends; so that two whose drafts name one series (their keys
 * share its row) wait for each other and do not block each other, no key of it is.
 */
export async function takeNumbers(series: readonly string[], { tx, actor }: Context): Promise<string[]> {
  const many = [...Map.groupBy(series, (name) => name)].map(([name, asked]) => ({
    series: name,
    count: asked.length,
  }));
  const taken = await tx.rows<{ series: string; first: string }>(sql`
    with asked as materialized (select a.series, a.count from json_to_recordset(${JSON.stringify(many)}::json) as a (series text, count integer)),
      held as materialized (select s.series from ${invoiceSeries} s where s.tenant_id = ${actor.tenantId}
        and s.series in (select a.series from asked a) order by s.series for no key update)
    update ${invoiceSeries} s set next_number = s.next_number + asked.count from asked join held on held.series = asked.series
    where s.tenant_id = ${actor.tenantId} and s.series = asked.series
    returning s.series, (s.next_number - asked.count)::text as first`);
  const next = new Map(taken.map(({ series: name, first }) => [name, BigInt(first)]));
  return series.map((name) => {
    const number = next.get(name)!;
    next.set(name, number + 1n);
    return `${name}-${String(number).padStart(6, '0')}`;
  });
}
