import { sql } from 'drizzle-orm';
import type { Command, Context } from '../../kernel/operation.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import type { Registry } from '../registry.ts';
import { rowsOfChunk } from './chunk-rows.ts';
import { dueChunk, headerText, type DueChunk } from './chunks.ts';
import { constantsOf, headerOf, mappingOf, type Header } from './header.ts';
import type { ImportFile } from './ports.ts';
import { keepResults, outcomeOf, type RowOutcome } from './results.ts';
import { runRows } from './run-rows.ts';

/** A file that is being run as its member, inside one transaction. */
export interface Running {
  file: ImportFile;
  command: Command;
  registry: Registry;
  tx: OpenTransaction;
  context: Context;
}

/** Another reader changed its mind in between: nothing of the present transaction is kept. */
export class NoLongerDue extends Error {}

/** The first chunk behind `after` that is due; one whose content is gone is of an import that was canceled meanwhile. */
async function nextChunk(after: number, { file, tx }: Running): Promise<DueChunk | undefined> {
  const chunk = await dueChunk(file, after, tx);
  if (chunk?.content === '') throw new NoLongerDue();
  return chunk;
}

async function headerIn({ file, command, tx }: Running): Promise<Header | undefined> {
  const text = file.format === 'csv' ? await headerText(file, tx) : undefined;
  return text === undefined ? undefined : headerOf(text, mappingOf(file, command));
}

async function outcomesOf(
  chunk: DueChunk,
  header: Header | undefined,
  running: Running,
): Promise<RowOutcome[]> {
  const { file, command, context, registry } = running;
  const constants = header ? {} : constantsOf(mappingOf(file, command));
  const rows = rowsOfChunk(chunk.content, chunk.first_line, header, constants);
  const deed = {
    actor: context.actor,
    operation: command.name,
    requestId: file.requestId,
    address: null,
  };
  const tried = await runRows(
    command,
    rows.map(({ input }) => input),
    deed,
    context,
    registry,
  );
  return tried.map((result, index) =>
    outcomeOf(result, { row: chunk.first_row + index, line: rows[index]!.line }, header),
  );
}

/**
 * Holds the import until the transaction ends, so that whoever ends it comes before these rows or behind them: what has
 * ended is written to no more. After the rows, so that a cancel waits for little, and before their chunk, which whoever
 * ends the import takes behind it too.
 */
async function assertStillRuns({ file, tx }: Running): Promise<void> {
  const [now] = await tx.rows<{ state: string }>(
    sql`select state from imports where tenant_id = ${file.tenantId} and id = ${file.id} for share`,
  );
  if (now?.state !== 'running') throw new NoLongerDue();
}

/** The next chunk, its results and that it is done, in the transaction at hand; a dry run undoes the rows alone. */
export async function runNextChunk(running: Running): Promise<'done' | 'none'> {
  const { file, tx } = running;
  const chunk = await nextChunk(-1, running);
  if (!chunk) return 'none';
  const header = await headerIn(running);
  if (file.isDryRun) await tx.rows(sql`savepoint rehearsal`);
  const outcomes = await outcomesOf(chunk, header, running);
  if (file.isDryRun) await tx.rows(sql`rollback to savepoint rehearsal`);
  await assertStillRuns(running);
  if (!(await keepResults(file, chunk.number, outcomes, tx))) throw new NoLongerDue();
  return 'done';
}

// Where one row of them all is refused, the others are not written either.
const withheld = (outcome: RowOutcome): RowOutcome =>
  outcome.status === 'failed' ? outcome : { ...outcome, status: 'not_written', subject_id: null };

/** Every chunk in the transaction at hand: all rows or none. Answers how many were refused. */
export async function runWhole(running: Running): Promise<number> {
  const { file, tx } = running;
  const header = await headerIn(running);
  const all: { number: number; outcomes: RowOutcome[] }[] = [];
  await tx.rows(sql`savepoint whole`);
  for (let chunk = await nextChunk(-1, running); chunk; chunk = await nextChunk(chunk.number, running)) {
    all.push({ number: chunk.number, outcomes: await outcomesOf(chunk, header, running) });
    const [now] = await tx.rows<{ state: string }>(
      sql`select state from imports where tenant_id = ${file.tenantId} and id = ${file.id}`,
    );
    if (now?.state !== 'running') throw new NoLongerDue();
  }
  const isRefused = all.some(({ outcomes }) => outcomes.some(({ status }) => status === 'failed'));
  const isKept = !isRefused || file.mode === 'best_effort';
  if (file.isDryRun || !isKept) await tx.rows(sql`rollback to savepoint whole`);
  await assertStillRuns(running);
  for (const { number, outcomes } of all)
    await keepResults(file, number, isKept ? outcomes : outcomes.map(withheld), tx);
  if (file.mode === 'best_effort') return 0;
  // Asked of what is kept: a process that was killed before it could say so has left no chunk due.
  const [kept] = await tx.rows<{ refused: number }>(
    sql`select coalesce(sum(failed), 0)::int as refused from import_chunks where tenant_id = ${file.tenantId} and import_id = ${file.id}`,
  );
  return kept!.refused;
}
