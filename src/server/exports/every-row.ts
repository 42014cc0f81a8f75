import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { csvRecord, figureCell } from '../../kernel/csv.ts';
import type { EveryRow } from '../../kernel/operation.ts';
import { unwrap } from '../reads/request.ts';
import { formulaSafe, isFreeText, textOf } from './cells.ts';
import { joined, jsonOf, type Member } from './json-lines.ts';
import { inlined } from './literal.ts';
import type { CopyStatement } from './statement.ts';

const columnsOf = (row: z.ZodObject, { members }: EveryRow) =>
  members.map((name) => {
    const { shape, meta } = unwrap(row.shape[name] as z.ZodType);
    return { name, value: sql`r.${sql.identifier(name)}`, shape, scalar: meta.scalar };
  });

/** A query's rows as CSV (RFC 4180), in the order in which they are selected. */
export function csvOfEveryRow(row: z.ZodObject, rows: EveryRow): CopyStatement {
  const cells = columnsOf(row, rows).map(({ value, shape, scalar }) => {
    const text = textOf(shape, scalar, value);
    return isFreeText(shape, scalar) ? formulaSafe(text) : text;
  });
  return {
    text: inlined(
      sql`copy (select ${sql.join(cells, sql`, `)} from (${rows.select}) as r) to stdout (format csv)`,
    ),
    framing: 'csv',
    head: csvRecord(rows.members.map((name) => figureCell(name))),
  };
}

/** The same as NDJSON: each row as the JSON answer has it. */
export function ndjsonOfEveryRow(row: z.ZodObject, rows: EveryRow): CopyStatement {
  const members = columnsOf(row, rows).map(({ name, value, shape, scalar }): Member => [
    name,
    jsonOf(shape, scalar, value),
  ]);
  const line = sql`('{' || substr(${joined(members)}, 2) || '}')`;
  return {
    text: inlined(sql`copy (select ${line} from (${rows.select}) as r) to stdout (format binary)`),
    framing: 'binary',
    head: '',
  };
}
