import { sql, type SQL } from 'drizzle-orm';
import { asTenant } from '../../../kernel/transaction.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Fact, Totals } from '../metrics/fact.ts';
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
  return sql`with counted as materialized (${sums(fact, starts)}), kept as materialized (${sums(totals, names)})
    select (select count(*) from counted)::int as cells,
      ((select count(*) from (table counted except all table kept) missing)
        + (select count(*) from (table kept except all table counted) idle))::int as differing`;
}

/** Compares all that is kept with the rows that it sums, of the whole tenant. */
export const compareTotals = (context: Context): Promise<Comparison[]> =>
  asTenant(context.tx, async () => {
    const found: Comparison[] = [];
    for (const fact of facts)
      for (const totals of fact.totals ?? []) {
        const [row] = await context.tx.rows<Pick<Comparison, 'cells' | 'differing'>>(
          comparisonOf(fact, totals),
        );
        found.push({ fact: fact.name, totals: totals.name, ...row! });
      }
    return found;
  });
