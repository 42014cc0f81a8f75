import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { EveryRow, Query } from '../../kernel/operation.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import { csvOfEveryRow, ndjsonOfEveryRow } from '../exports/every-row.ts';
import { columnsOfMembers } from '../exports/parquet/columns.ts';
import { ParquetRows } from '../exports/parquet/file.ts';
import { unwrap } from '../reads/request.ts';
import type { RestPorts } from './ports.ts';
import { parquet, type Format } from './request.ts';

/** What a row of the query's answer is. */
export const rowShapeOf = ({ output, rows }: Query): z.ZodObject => {
  const { element } = unwrap((output as z.ZodObject).shape[rows!] as z.ZodType).shape as z.ZodArray;
  return unwrap(element as z.ZodType).shape as z.ZodObject;
};

/** A query of many rows, every one as CSV, NDJSON or Parquet, streamed as lists are. */
export async function answerEveryRow(
  operation: Query,
  format: Exclude<Format, 'application/json'>,
  input: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  { executor, exporter }: RestPorts,
): Promise<void> {
  const caller = { operation, actor: request.actor, requestId: request.id, address: request.ip };
  const row = rowShapeOf(operation);
  let rows: EveryRow;
  const prepare = async (tx: OpenTransaction) => {
    rows = await executor.everyRow(caller, input, tx);
    return format === 'text/csv' ? csvOfEveryRow(row, rows) : ndjsonOfEveryRow(row, rows);
  };
  const reform = () => new ParquetRows(columnsOfMembers(row, rows.members));
  const answer = { contentType: format, prepare, ...(format === parquet && { reform }) };
  return exporter.answer(answer, request, reply);
}
