import { sql, type SQL } from 'drizzle-orm';
import { csvRecord, figureCell } from '../../kernel/csv.ts';
import type { Noun } from '../../kernel/noun.ts';
import { Statement, type Compiling } from '../reads/compile.ts';
import { conditions } from '../reads/filter.ts';
import type { ListRequest, Selection } from '../reads/request.ts';
import { order } from '../reads/sort.ts';
import { rowAt, source, visible } from '../reads/source.ts';
import { cellsOf, formulaSafe } from './cells.ts';
import { jsonLine } from './json-lines.ts';
import { inlined } from './literal.ts';
import type { Framing } from './row-copy.ts';

/** What a COPY sends, and how its rows become lines. */
export interface CopyStatement {
  text: string;
  framing: Framing;
  /** The line above the rows. */
  head: string;
}

export interface Exported {
  noun: Noun;
  list: ListRequest;
  selection: Selection;
  viewing: Compiling;
  /** At most so many rows; all of them where it is absent. */
  limit: number | undefined;
}

const alias = 't0';

/**
 * The rows, chosen and ordered as the list of the same request has them, under the alias that they had. What is shown
 * of them is computed above this, so that a sort moves columns and not texts.
 */
function rowsOf({ noun, list, viewing, limit }: Exported, row: ReturnType<typeof rowAt>): SQL {
  const places = order(noun, row, viewing, list);
  const wanted = [
    ...visible(noun, row, viewing),
    ...conditions(noun, row, viewing, list),
    ...(list.after ? [places.after(list.after)] : []),
  ];
  const where = wanted.length > 0 ? sql` where ${sql.join(wanted, sql` and `)}` : sql``;
  const atMost = limit === undefined ? sql`` : sql` limit ${limit}::int`;
  const name = sql.identifier(alias);
  return sql`from (select ${name}.* from ${source(noun.table, alias, viewing)}${where} order by ${places.orderBy}${atMost}) as ${name}`;
}

/** The list as CSV (RFC 4180): a null is an empty cell, an empty text is `""`. */
export function csvStatement(exported: Exported): CopyStatement {
  const { noun, selection, viewing } = exported;
  const row = rowAt(noun.table, alias, viewing);
  const cells = cellsOf(noun, selection.fields, row, viewing);
  const column = (index: number) => sql.identifier(`c${index}`);
  // In two steps that `offset` keeps apart, so that a computed text is computed once and then looked at.
  const values = cells.map(({ value }, index) => sql`${value} as ${column(index)}`);
  const shown = cells.map(({ isFreeText }, index) => {
    const name = sql`${column(index)}`;
    return isFreeText ? formulaSafe(name) : name;
  });
  const select = sql`select ${sql.join(shown, sql`, `)} from (select ${sql.join(values, sql`, `)} ${rowsOf(exported, row)} offset 0) as r`;
  return {
    text: inlined(sql`copy (${select}) to stdout (format csv)`),
    framing: 'csv',
    head: csvRecord(cells.map(({ name }) => figureCell(name))),
  };
}

/** The list as NDJSON: each row is the text that the JSON list has of it. */
export function ndjsonStatement(exported: Exported): CopyStatement {
  const { noun, selection, viewing } = exported;
  const statement = new Statement(viewing);
  const row = rowAt(noun.table, statement.alias(), viewing);
  const select = sql`select ${jsonLine(statement, noun, selection, row, viewing)} ${rowsOf(exported, row)}`;
  return { text: inlined(sql`copy (${select}) to stdout (format binary)`), framing: 'binary', head: '' };
}
