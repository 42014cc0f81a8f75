import { sql } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import type { DimensionName } from '../../metrics/dimensions.ts';
import type { Metric } from '../../metrics/metric.ts';
import { withinBounds } from '../../policy.ts';
import type { Leaf } from '../../suppression/leaf.ts';
import type { Asked } from './asked.ts';
import { onDays } from './conditions.ts';
import { periodOf } from './figures.ts';
import { isByCurrency, rowsOf } from './source.ts';
import { columnOf } from './values.ts';

/** A leaf of a month ('' where there are no days) and, of what is of one currency, of that. */
interface LeafOfMonth extends Leaf {
  month: string;
  currency: string | null;
}

/** Whose rows stand behind the metric, by month, currency and every dimension, whatever is asked of it. */
export async function leaves(
  metric: Metric,
  available: readonly DimensionName[],
  { from, to }: Pick<Asked, 'from' | 'to'>,
  context: Context,
): Promise<LeafOfMonth[]> {
  const { fact, cohort } = metric;
  const month = cohort === null ? sql`''::text` : sql`${periodOf(cohort, 'month')}::text`;
  const keys = available.map((name) => sql`${columnOf(name)}::text`);
  const conditions = [...withinBounds(context.actor, fact), ...onDays(metric, { from, to })];
  const currency = isByCurrency(metric) ? sql`f.currency::text` : sql`null::text`;
  return context.tx.rows(
    sql`select ${month} as month, ${currency} as currency, array[${sql.join(keys, sql`, `)}]::text[] as values,
      coalesce(array_agg(distinct f.${sql.identifier(fact.person)}::text) filter (where f.${sql.identifier(fact.person)} is not null), '{}') as people
      from ${rowsOf(fact, undefined, context)} where ${sql.join(conditions, sql` and `)} group by 1, 2, 3`,
  );
}
