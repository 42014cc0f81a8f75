import { sql, type SQL } from 'drizzle-orm';
import { asTenant } from '../../../kernel/transaction.ts';
import type { Context } from '../../../kernel/operation.ts';
import { dimensionNames, dimensions } from '../metrics/dimensions.ts';
import type { Fact, KeptPeople, Totals } from '../metrics/fact.ts';
import { facts } from './facts/index.ts';
import { presentTables } from './views.ts';

/** How kept sums compare with the rows that they sum. */
export interface Comparison {
  fact: string;
  totals: string;
  /** Sums by all dimensions that are kept, of the rows. */
  cells: number;
  /** Those that are kept otherwise or not at all, and those kept of which there are no rows. */
  differing: number;
}

/** The first day of what a kept row holds whole, of the day of a row. */
const startOf: Record<Totals['grain'], (day: string) => string> = {
  day: (day) => day,
  week: (day) => `${day} - extract(dow from ${day})::int`,
  month: (day) => `date_trunc('month', ${day}::timestamp)::date`,
};

const isMeasure = ({ type }: { type: string }) => type === 'bigint' || type === 'numeric';

/** The statement that compares sums kept of a fact with sums of its rows. */
export function comparisonOf(fact: Fact, totals: Totals, from = presentTables): SQL {
  const shared = Object.entries(totals.columns).filter(([name]) => name in fact.columns);
  const keys = shared.filter(([, column]) => !isMeasure(column));
  const measures = shared.filter(([, column]) => isMeasure(column)).map(([name]) => name);
  // Where a row is one of the fact's own, that it is there may be all.
  const summed = measures.map((name) => `sum(${name}) as ${name}`).join(', ') || 'count(*) as rows';
  const some = measures.map((name) => `sum(${name}) <> 0`).join(' or ') || 'true';
  const names = keys.map(([name]) => name);
  const starts = keys.map(([name, { type }]) =>
    type === 'date' ? `${startOf[totals.grain](name)} as ${name}` : name,
  );
  const places = keys.map((_, at) => at + 1).join(', ');
  const sums = (view: Pick<Totals, 'columns' | 'rows'>, columns: readonly string[]) =>
    sql`select ${sql.raw(`${columns.join(', ')}, ${summed}`)}
      from (${view.rows(from)}) as ${sql.raw(`r (${Object.keys(view.columns).join(', ')})`)}
      group by ${sql.raw(places)} having ${sql.raw(some)}`;
  return differing(sums(fact, starts), sums(totals, names));
}

const differing = (counted: SQL, kept: SQL): SQL =>
  sql`with counted as materialized (${counted}), kept as materialized (${kept})
    select (select count(*) from counted)::int as cells,
      ((select count(*) from (table counted except all table kept) missing)
        + (select count(*) from (table kept except all table counted) idle))::int as differing`;

/** The statement that compares whose rows are kept with whose there are. */
export function peopleComparisonOf(fact: Fact, { cube, cohort, where, groups, beside }: KeptPeople): SQL {
  const keys = dimensionNames.map((name) => dimensions[name].column).filter((name) => name in fact.columns);
  const currency = 'currency' in fact.columns ? 'currency' : 'null::text';
  const counted = sql`select ${sql.raw(`tenant_id, ${startOf.month(cohort)}, ${keys.join(', ')}, ${currency}, ${fact.person}, count(*)`)}
    from (${fact.rows(presentTables)}) as ${sql.raw(`r (${Object.keys(fact.columns).join(', ')}) where ${cohort} is not null and ${where}`)}
    group by ${sql.raw(
      [...keys, currency, fact.person]
        .map((_, at) => at + 3)
        .concat([1, 2])
        .join(', '),
    )}`;
  const kept = sql`select r.tenant_id, r.month, ${groups}, r.currency::text, r.worker_id, sum(r.counted)::bigint
    from ${presentTables('people_totals', 'r')} ${beside(presentTables)} where r.cube = ${cube}
    group by ${sql.raw(
      [...keys, currency, fact.person]
        .map((_, at) => at + 3)
        .concat([1, 2])
        .join(', '),
    )} having sum(r.counted) <> 0`;
  return differing(counted, kept);
}

/** Compares all that is kept with the rows that it sums, and with those whose people it counts, of the whole tenant. */
export const compareTotals = (context: Context): Promise<Comparison[]> =>
  asTenant(context.tx, async () => {
    const found: Comparison[] = [];
    for (const fact of facts) {
      const kept: [totals: string, comparison: SQL][] = [
        ...(fact.totals ?? []).map((totals): [string, SQL] => [totals.name, comparisonOf(fact, totals)]),
        ...(fact.people ?? []).map((people): [string, SQL] => [
          `${people.cube}_people`,
          peopleComparisonOf(fact, people),
        ]),
      ];
      for (const [totals, comparison] of kept) {
        const [row] = await context.tx.rows<Pick<Comparison, 'cells' | 'differing'>>(comparison);
        found.push({ fact: fact.name, totals, ...row! });
      }
    }
    return found;
  });
