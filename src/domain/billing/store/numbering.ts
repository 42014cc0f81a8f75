import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import { invoiceSeries } from '../tables.ts';

/**
 * The next number of each series asked for, in the order asked; gapless: the counters' rows are locked, in the order of
 * their names, until the transaction ends.
 */
export async function takeNumbers(series: readonly string[], { tx, actor }: Context): Promise<string[]> {
  const many = [...Map.groupBy(series, (name) => name)].map(([name, asked]) => ({
    series: name,
    count: asked.length,
  }));
  const taken = await tx.rows<{ series: string; first: string }>(sql`
    insert into ${invoiceSeries} as s (tenant_id, series, next_number)
    select ${actor.tenantId}::uuid, asked.series, asked.count + 1
    from json_to_recordset(${JSON.stringify(many)}::json) as asked (series text, count integer) order by asked.series collate "C"
    on conflict (tenant_id, series) do update set next_number = s.next_number + excluded.next_number - 1
    returning s.series, (s.next_number - (select asked.count from json_to_recordset(${JSON.stringify(many)}::json)
      as asked (series text, count integer) where asked.series = s.series))::text as first`);
  const next = new Map(taken.map(({ series: name, first }) => [name, BigInt(first)]));
  return series.map((name) => {
    const number = next.get(name)!;
    next.set(name, number + 1n);
    return `${name}-${String(number).padStart(6, '0')}`;
  });
}
