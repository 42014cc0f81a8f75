import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../../kernel/operation.ts';
import { dimensions, type DimensionName } from '../../metrics/dimensions.ts';
import type { KeptPeople } from '../../metrics/fact.ts';
import type { Metric } from '../../metrics/metric.ts';
import { withinBounds } from '../../policy.ts';
import type { Group, Owner } from '../../suppression/leaf.ts';
import { presentTables } from '../views.ts';
import type { Asked } from './asked.ts';
import { onDays } from './conditions.ts';
import { periodOf } from './figures.ts';
import { ofOne } from './rows.ts';
import { isByCurrency, rowsOf } from './source.ts';
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

/** Whose rows there are by group, month and currency. */
function peopleOfRows(
  metric: Metric,
  available: readonly DimensionName[],
  days: Days,
  context: Context,
): SQL {
  const { fact, cohort } = metric;
  const month = cohort === null ? sql`''` : sql`${periodOf(cohort, 'month')}`;
  const isAll = countsAllRows(metric);
  const adds = metric.distribution
    ? sql`one.value is not null`
    : sql`one.${sql.raw(metric.denominator === undefined ? 'numerator' : 'denominator')} <> 0`;
  const within = [...withinBounds(context.actor, fact), ...onDays(metric, days), ...(isAll ? [] : [adds])];
  const currency = isByCurrency(metric) ? sql`f.currency::text` : sql`null::text`;
  return sql`select currency, ${columns(available)}, person, string_agg(month::text, ' ') as months from (
      select ${currency} as currency, ${sql.join(available.map(columnOf), sql`, `)}, f.${sql.identifier(fact.person)} as person, ${month} as month
      from ${rowsOf(fact, undefined, context)}${isAll ? sql`` : sql` cross join lateral ${ofOne(metric, context.now)}`}
      where ${sql.join(within, sql` and `)} group by currency, ${columns(available)}, person, month) counted
    group by currency, ${columns(available)}, person`;
}

type Days = Pick<Asked, 'from' | 'to'>;

/** The same as it is kept: months are whole. */
function peopleKept(
  { cube, groups, beside }: KeptPeople,
  { fact }: Metric,
  available: readonly DimensionName[],
  { from, to }: Days,
  { actor }: Context,
): SQL {
  const keys = sql`r.tenant_id, r.program_id, r.facility_id, r.unit_id, r.vendor_id, r.order_id, r.cost_center_id, r.charged_for, r.currency, r.worker_id`;
  const within = [
    sql`f.tenant_id = ${actor.tenantId} and f.cube = ${cube}`,
    ...(from === undefined ? [] : [sql`f.month >= ${from}::date`]),
    ...(to === undefined ? [] : [sql`f.month <= ${to}::date`]),
    ...withinBounds(actor, fact),
  ];
  return sql`select currency, ${columns(available)}, person, months from (
      select r.currency::text, ${groups}, r.worker_id, r.months from (
        select ${keys}, string_agg(r.month::text, ' ') as months from (
          select ${keys}, r.month from (select f.* from people_totals f where ${sql.join(within, sql` and `)}) r
          group by ${keys}, r.month having sum(r.counted) <> 0) r
        group by ${keys}) r ${beside(presentTables)}) as whole (currency, ${columns(available)}, person, months)`;
}

const between = '\u001f';
const none = '\u001e';

/** Whose rows add to the metric, by every dimension, month and currency, whatever is asked of it. */
export async function groupsOf(
  metric: Metric,
  available: readonly DimensionName[],
  days: Days,
  context: Context,
): Promise<Group[]> {
  const kept = keptPeopleOf(metric);
  const people = kept
    ? peopleKept(kept, metric, available, days, context)
    : peopleOfRows(metric, available, days, context);
  const texts = available.map((name) => sql`${sql.identifier(dimensions[name].column)}::text`);
  const rows = await context.tx.rows<{ currency: string | null; values: string; people: string }>(
    sql`select currency, array_to_string(array[${sql.join(texts, sql`, `)}]::text[], ${between}, ${none}) as values,
      string_agg(coalesce(person::text, '') || '/' || months, ',') as people
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
  return rows.map(({ currency, values, people: owners }) => ({
    currency,
    values: values.split(between).map((value) => (value === none ? null : value)),
    people: owners.split(',').map(ownerOf),
  }));
}
