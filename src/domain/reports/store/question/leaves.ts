import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import type { DimensionName } from '../../metrics/dimensions.ts';
import type { Metric } from '../../metrics/metric.ts';
import { withinBounds } from '../../policy.ts';
import type { Leaf } from '../../suppression/leaf.ts';
import type { Asked } from './asked.ts';
import { onDays } from './conditions.ts';
import { periodOf } from './figures.ts';
import { ofOne } from './rows.ts';
import { isByCurrency, rowsOf } from './source.ts';
import { columnOf } from './values.ts';

/** A leaf of a month ('' where there are no days) and, of what is of one currency, of that. */
interface LeafOfMonth extends Leaf {
  month: string;
  currency: string | null;
}

/** Whether every row counts, so that metrics of this kind over the same rows have the same people. */
export const countsAllRows = ({ denominator, distribution, unit }: Metric): boolean =>
  !distribution && (denominator === 'count(*)' || (denominator === undefined && unit !== 'money'));

/** A mean of one person is that person’s, however many stand beside it without a value; so is a sum of money. */
function counting(metric: Metric, at: string): { join: SQL; conditions: SQL[] } {
  if (countsAllRows(metric)) return { join: sql``, conditions: [] };
  const { denominator, distribution } = metric;
  const adds = distribution
    ? sql`one.value is not null`
    : sql`one.${sql.raw(denominator === undefined ? 'numerator' : 'denominator')} <> 0`;
  return { join: sql` cross join lateral ${ofOne(metric, at)}`, conditions: [adds] };
}

/** Whose rows add to the metric, by month, currency and every dimension, whatever is asked of it. */
export async function leaves(
  metric: Metric,
  available: readonly DimensionName[],
  { from, to }: Pick<Asked, 'from' | 'to'>,
  context: Context,
): Promise<LeafOfMonth[]> {
  const { fact, cohort } = metric;
  const month = cohort === null ? sql`''::text` : sql`${periodOf(cohort, 'month')}::text`;
  const keys = available.map((name) => sql`${columnOf(name)}::text`);
  const { join, conditions: adds } = counting(metric, context.now);
  const conditions = [...withinBounds(context.actor, fact), ...onDays(metric, { from, to }), ...adds];
  const currency = isByCurrency(metric) ? sql`f.currency::text` : sql`null::text`;
  return context.tx.rows(
    sql`select ${month} as month, ${currency} as currency, array[${sql.join(keys, sql`, `)}]::text[] as values,
      coalesce(array_agg(distinct f.${sql.identifier(fact.person)}::text) filter (where f.${sql.identifier(fact.person)} is not null), '{}') as people
      from ${rowsOf(fact, undefined, context)}${join} where ${sql.join(conditions, sql` and `)} group by 1, 2, 3`,
  );
}
