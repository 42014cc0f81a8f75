import { sql } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import { dimensions, type DimensionName } from '../../metrics/dimensions.ts';
import type { MetricFigure } from '../../metrics/question.ts';
import { arrayOf } from './values.ts';

/** What the ids of the figures are called, as far as the actor sees them: dimension → id → name, of then or of now. */
export async function labels(
  answered: readonly MetricFigure[],
  by: readonly DimensionName[],
  asOf: string | undefined,
  context: Context,
): Promise<ReadonlyMap<DimensionName, ReadonlyMap<string, string>>> {
  const parts = by.flatMap((name) => {
    const dimension = dimensions[name];
    const ids = [...new Set(answered.flatMap(({ keys }) => keys[name] ?? []))];
    if (!('label' in dimension) || ids.length === 0) return [];
    const [, table, column] = dimension.label;
    const from = asOf === undefined ? sql`${sql.identifier(table)} l` : context.tableAt(table, 'l', asOf);
    return [
      sql`select ${name}::text as dimension, l.id::text as id, l.${sql.identifier(column)} as label from ${from}
        where l.tenant_id = ${context.actor.tenantId} and l.id = any(${arrayOf(ids, 'uuid')})`,
    ];
  });
  const named = new Map(by.map((name) => [name, new Map<string, string>()]));
  if (parts.length === 0) return named;
  const rows = await context.tx.rows<{ dimension: DimensionName; id: string; label: string }>(
    sql.join(parts, sql` union all `),
  );
  for (const { dimension, id, label } of rows) named.get(dimension)!.set(id, label);
  return named;
}
