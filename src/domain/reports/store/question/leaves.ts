import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import { dimensions, type DimensionName } from '../../metrics/dimensions.ts';
import type { KeptPeople } from '../../metrics/fact.ts';
import { columnsOf, type Metric } from '../../metrics/metric.ts';
import { withinBounds } from '../../policy.ts';
import type { Group, Owner } from '../../suppression/leaf.ts';
import { presentTables } from '../views.ts';
import type { Asked } from './asked.ts';
import { onDays } from './conditions.ts';
import { periodOf } from './figures.ts';
import { ofOne } from './rows.ts';
import { isByCurrency, rowsOf, viewOf } from './source.ts';
import { columnOf } from './values.ts';

/** Whether every row counts, so that metrics of this kind over the same rows have the same people. */
const countsAllRows = ({ denominator, distribution, unit }: Metric): boolean =>
  !distribution && (denominator === 'count(*)' || (denominator === undefined && unit !== 'money'));

/** What says that a row adds to the metric: a mean of one person is that person’s, however many stand beside it without a value; so is a sum of money. */
const addedBy = (metric: Metric): string =>
  countsAllRows(metric) ? 'count(*)' : (metric.distribution?.value ?? metric.denominator ?? metric.numerator);

/** What metrics have the same people. */
export const peopleKey = (metric: Metric): string =>
  [metric.fact.name, metric.cohort, isByCurrency(metric), addedBy(metric)].join(' ');

/** Where it is kept whose rows add to the metric. */
export const keptPeopleOf = (metric: Metric): KeptPeople | undefined =>
  metric.fact.people?.find(({ cohort, of }) => cohort === metric.cohort && of.includes(addedBy(metric)));

const columns = (names: readonly DimensionName[]): SQL =>
  sql.join(
    names.map((name) => sql.identifier(dimensions[name].column)),
    sql`, `,
  );

/** A row of the metric’s fact, under the alias `f`, as far as it adds to it. */
function adding(metric: Metric, context: Context): SQL {
  if (countsAllRows(metric)) return sql`(select true as adds)`;
  const { denominator, distribution } = metric;
  const adds = distribution
    ? sql`one.value is not null`
    : sql`one.${sql.raw(denominator === undefined ? 'numerator' : 'denominator')} <> 0`;
  return sql`(select ${adds} as adds from ${ofOne(metric, context.now)})`;
}

/** The view in which the fact's rows of the metrics' day are kept each by itself, with all that is asked of them. */
function eachOf(metrics: readonly Metric[], available: readonly DimensionName[]): SQL | undefined {
  const [first] = metrics as [Metric];
  const { fact, cohort } = first;
  if (cohort === null) return undefined;
  const needed = [
    cohort,
    fact.person,
    ...(isByCurrency(first) ? ['currency'] : []),
    ...metrics.flatMap(columnsOf),
    ...available.map((name) => dimensions[name].column),
  ];
  const view = fact.totals?.find(
    ({ isEach, columns }) => isEach && needed.every((column) => column in columns),
  );
  return view && viewOf(view.name);
}

/** Whose rows there are by group, month and currency: of each metric, all of them of the same rows, whose add to it. */
function peopleOfRows(
  metrics: readonly Metric[],
  available: readonly DimensionName[],
  days: Days,
  context: Context,
): SQL {
  const [metric] = metrics as [Metric];
  const { fact, cohort } = metric;
  const month = cohort === null ? sql`''` : sql`${periodOf(cohort, 'month')}`;
  const within = sql.join([...withinBounds(context.actor, fact), ...onDays(metric, days)], sql` and `);
  const currency = isByCurrency(metric) ? sql`f.currency::text` : sql`null::text`;
  const each = (part: (one: Metric, place: SQL) => SQL, between: SQL) =>
    sql.join(
      metrics.map((one, at) => part(one, sql.raw(String(at)))),
      between,
    );
  const keys = sql`currency, ${columns(available)}, person`;
  return sql`select ${keys}, ${each((_, at) => sql`string_agg(month::text, ' ') filter (where adds${at}) as months${at}`, sql`, `)} from (
      select ${currency} as currency, ${sql.join(available.map(columnOf), sql`, `)}, f.${sql.identifier(fact.person)} as person, ${month} as month,
        ${each((_, at) => sql`bool_or(of${at}.adds) as adds${at}`, sql`, `)}
      from ${eachOf(metrics, available) ?? rowsOf(fact, undefined, context)} ${each((one, at) => sql`cross join lateral ${adding(one, context)} of${at}`, sql` `)}
      where ${within} and (${each((_, at) => sql`of${at}.adds`, sql` or `)}) group by ${keys}, month) counted
    group by ${keys}`;
}

type Days = Pick<Asked, 'from' | 'to'>;

const keptKeys = [
  'tenant_id',
  'program_id',
  'facility_id',
  'unit_id',
  'vendor_id',
  'order_id',
  'cost_center_id',
  'charged_for',
  'currency',
  'worker_id',
];

/** The same as it is kept: months are whole. */
function peopleKept(
  { cube, groups, beside }: KeptPeople,
  { fact }: Metric,
  available: readonly DimensionName[],
  { from, to }: Days,
  { actor }: Context,
): SQL {
  const keysOf = (alias: 'f' | 'r') => sql.raw(keptKeys.map((name) => `${alias}.${name}`).join(', '));
  const within = [
    sql`f.tenant_id = ${actor.tenantId} and f.cube = ${cube}`,
    ...(from === undefined ? [] : [sql`f.month >= ${from}::date`]),
    ...(to === undefined ? [] : [sql`f.month <= ${to}::date`]),
    ...withinBounds(actor, fact),
  ];
  return sql`select currency, ${columns(available)}, person, months as months0 from (
      select r.currency::text, ${groups}, r.worker_id, r.months from (
        select ${keysOf('r')}, string_agg(r.month::text, ' ') as months from (
          select ${keysOf('f')}, f.month from people_totals f where ${sql.join(within, sql` and `)}
          group by ${keysOf('f')}, f.month having sum(f.counted) <> 0) r
        group by ${keysOf('r')}) r ${beside(presentTables)}) as whole (currency, ${columns(available)}, person, months)`;
}

const between = '\u001f';
const none = '\u001e';

/** Metrics of the same rows, of which people are counted at once; where they are kept, of each by itself. */
export const sourceKey = (metric: Metric): string =>
  keptPeopleOf(metric)
    ? peopleKey(metric)
    : [metric.fact.name, metric.cohort, isByCurrency(metric)].join(' ');

/** For each of the metrics, which have one source: whose rows add to it, by every dimension, month and currency, whatever is asked of it. */
export async function groupsOf(
  metrics: readonly Metric[],
  available: readonly DimensionName[],
  days: Days,
  context: Context,
): Promise<Group[][]> {
  const [first] = metrics as [Metric];
  const kept = keptPeopleOf(first);
  const people = kept
    ? peopleKept(kept, first, available, days, context)
    : peopleOfRows(metrics, available, days, context);
  const texts = available.map((name) => sql`${sql.identifier(dimensions[name].column)}::text`);
  const owned = metrics.map((_, at) => {
    const months = sql.identifier(`months${at}`);
    return sql`string_agg(coalesce(person::text, '') || '/' || ${months}, ',') as ${sql.identifier(`people${at}`)}`;
  });
  const rows = await context.tx.rows<Record<string, string | null>>(
    sql`select currency, array_to_string(array[${sql.join(texts, sql`, `)}]::text[], ${between}, ${none}) as values, ${sql.join(owned, sql`, `)}
      from (${people}) owned group by currency, ${columns(available)}`,
  );
  const monthsOf = new Map<string, string[]>();
  const ownerOf = (text: string): Owner => {
    const at = text.indexOf('/');
    const listed = text.slice(at + 1);
    let months = monthsOf.get(listed);
    if (!months) monthsOf.set(listed, (months = listed.split(' ')));
    return { person: at === 0 ? null : text.slice(0, at), months };
  };
  const told = rows.map(({ currency, values, ...owners }) => ({
    currency: currency ?? null,
    values: values!.split(between).map((value) => (value === none ? null : value)),
    owners,
  }));
  return metrics.map((_, at) =>
    told.flatMap(({ owners, ...group }) => {
      const people = owners[`people${at}`];
      return people == null ? [] : [{ ...group, people: people.split(',').map(ownerOf) }];
    }),
  );
}
