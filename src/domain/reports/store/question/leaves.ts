import { sql } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import type { DimensionName } from '../../metrics/dimensions.ts';
import type { Metric } from '../../metrics/metric.ts';
import { withinBounds } from '../../policy.ts';
import type { Leaf } from '../../suppression/leaf.ts';
import type { Asked } from './asked.ts';
import { onDays } from './conditions.ts';
import { periodOf } from './figures.ts';
import { rowsOf } from './source.ts';
import { columnOf } from './values.ts';

/** Whose rows stand behind the metric, by month ('' where it has no days) and by every dimension, whatever is asked of it. */
export async function leaves(
  metric: Metric,
  available: readonly DimensionName[],
  { from, to }: Pick<Asked, 'from' | 'to'>,
  context: Context,
): Promise<ReadonlyMap<string, readonly Leaf[]>> {
  const { fact, cohort } = metric;
  const month = cohort === null ? sql`''::text` : sql`${periodOf(cohort, 'month')}::text`;
  const keys = available.map((name) => sql`${columnOf(name)}::text`);
  const conditions = [...withinBounds(context.actor, fact), ...onDays(metric, { from, to })];
  const rows = await context.tx.rows<{ month: string; values: (string | null)[]; people: string[] }>(
    sql`select ${month} as month, array[${sql.join(keys, sql`, `)}]::text[] as values,
      coalesce(array_agg(distinct f.${sql.identifier(fact.person)}::text) filter (where f.${sql.identifier(fact.person)} is not null), '{}') as people
      from ${rowsOf(fact, undefined, context)} where ${sql.join(conditions, sql` and `)} group by 1, 2`,
  );
  return Map.groupBy(rows, (row) => row.month);
}
