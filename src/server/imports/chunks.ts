import { sql } from 'drizzle-orm';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Piece, Place } from './record-cutter.ts';

/** A chunk whose rows have not been run. */
export interface DueChunk {
  number: number;
  content: string;
  first_row: number;
  first_line: number;
  attempts: number;
}

type Owner = Pick<{ tenantId: string; id: string; membershipId: string }, 'tenantId' | 'id' | 'membershipId'>;

/** Where the file goes on: behind what is kept of it. */
export async function placeOf({ tenantId, id }: Owner, tx: Transaction): Promise<Place> {
  const [last] = await tx.rows<{ number: number; line: number; row: number; byte: string }>(
    sql`select number, end_line as line, first_row + rows - 1 as row, end_byte::text as byte from import_chunks
      where tenant_id = ${tenantId} and import_id = ${id} order by number desc limit 1`,
  );
  return last
    ? { ...last, number: last.number + 1, byte: Number(last.byte) }
    : { byte: 0, line: 0, row: 0, number: 0 };
}

/** Keeps pieces of the file; two that send the same import at once meet at its key. */
export async function keepPieces(
  { tenantId, id, membershipId }: Owner,
  pieces: readonly Piece[],
  tx: Transaction,
): Promise<void> {
  if (pieces.length === 0) return;
  await tx.rows(sql`insert into import_chunks (tenant_id, import_id, number, membership_id, content, first_row, rows, first_line, end_line, end_byte, state)
    select ${tenantId}::uuid, ${id}::uuid, p.number, ${membershipId}::uuid, p.content, p."firstRow", p.rows, p."firstLine", p."endLine", p."endByte",
      case when p.rows = 0 then 'done' else 'due' end
    from json_to_recordset(${JSON.stringify(pieces)}::json) as p (number integer, content text, "firstRow" integer, rows integer,
      "firstLine" integer, "endLine" integer, "endByte" bigint)`);
}

/** The header of a CSV file as it came; undefined before it has, and where there is none. */
export async function headerText({ tenantId, id }: Owner, tx: Transaction): Promise<string | undefined> {
  const [header] = await tx.rows<{ content: string }>(
    sql`select content from import_chunks where tenant_id = ${tenantId} and import_id = ${id} and number = 0 and rows = 0`,
  );
  return header?.content;
}

/** The first chunk behind `after` that is due. */
export async function dueChunk(
  { tenantId, id }: Owner,
  after: number,
  tx: Transaction,
): Promise<DueChunk | undefined> {
  const [chunk] = await tx.rows<DueChunk>(
    sql`select number, content, first_row, first_line, attempts from import_chunks
      where tenant_id = ${tenantId} and import_id = ${id} and state = 'due' and number > ${after}::int order by number limit 1`,
  );
  return chunk;
}
