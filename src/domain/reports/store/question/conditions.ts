import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import type { DimensionName } from '../../metrics/dimensions.ts';
import type { Metric } from '../../metrics/metric.ts';
import { withinBounds } from '../../policy.ts';
import type { Asked } from './asked.ts';
import { cohortOf, columnOf, isOneOf } from './values.ts';

/** The days of the cohort that are asked for; a row without such a day is in none. */
export function onDays({ cohort, fact }: Metric, { from, to }: Pick<Asked, 'from' | 'to'>): SQL[] {
  if (cohort === null) return [];
  const day = cohortOf(cohort);
  const instant = fact.instants?.[cohort];
  const at = instant === undefined ? undefined : sql`f.${sql.identifier(instant)}`;
  // By the instant the rows are found at once; no zone is a day or more away from UTC.
  const after = (text: string) =>
    at ? [sql`${at} >= ${`${addedTo(text, -1)}T00:00:00Z`}::timestamptz`] : [];
  const before = (text: string) => (at ? [sql`${at} < ${`${addedTo(text, 2)}T00:00:00Z`}::timestamptz`] : []);
  return [
    ...(from === undefined ? [] : [sql`${day} >= ${from}::date`, ...after(from)]),
    ...(to === undefined ? [] : [sql`${day} <= ${to}::date`, ...before(to)]),
    ...(from === undefined && to === undefined ? [sql`${day} is not null`] : []),
  ];
}

const addedTo = (text: string, days: number) => Temporal.PlainDate.from(text).add({ days }).toString();

/** What rows of the metric's fact are asked for, among those that the actor may count. */
export const conditions = (metric: Metric, asked: Asked, { actor }: Context): SQL =>
  sql.join(
    [
      ...withinBounds(actor, metric.fact),
      ...onDays(metric, asked),
      ...(Object.entries(asked.where ?? {}) as [DimensionName, readonly string[]][]).map(([name, values]) =>
        isOneOf(name, values, metric.fact),
      ),
      ...(asked.without ?? []).map((name) => sql`${columnOf(name)} is null`),
    ],
    sql` and `,
  );
