import type { Consequence, Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { importCanceled, importFailed, importQueued, importStarted, importSucceeded } from './model.ts';
import { finishImport } from './store.ts';
import { imports } from './tables.ts';

type Import = Row<typeof imports>;

/** The import, held until the transaction ends; undefined where the actor sees none. */
export const takeImport = (id: string, { tx }: Context): Promise<Import | undefined> =>
  tx.find(imports, id, { lock: true });

/** Its whole file is here: it waits for the worker. */
export async function queueImport(row: Import, total: number, { tx, now }: Context): Promise<Consequence> {
  const queued = await tx.change(imports, row, { state: 'queued', total, queuedAt: now });
  return { events: [importQueued(queued, { operation: row.operation })] };
}

/** Nothing where it is on its way already, or over. */
export async function startImport(id: string, context: Context): Promise<Consequence> {
  const row = await takeImport(id, context);
  if (row?.state !== 'queued') return {};
  const started = await context.tx.change(imports, row, { state: 'running', startedAt: context.now });
  return { events: [importStarted(started, { operation: row.operation })] };
}

/** Cancels one whose file never came whole; nothing where it did, or it is over. */
export async function abandonImport(id: string, context: Context): Promise<Consequence> {
  const row = await takeImport(id, context);
  if (row?.state !== 'awaiting_content') return {};
  const canceled = await finishImport(row, { state: 'canceled' }, context);
  const reason = 'Its file was not sent within a day.';
  return { events: [importCanceled(canceled, { operation: row.operation }, reason)] };
}

/** Ends it, well or with a failure; nothing where it is over already. */
export async function endImport(
  id: string,
  failure: { code: string; detail: string } | undefined,
  context: Context,
): Promise<Consequence> {
  const row = await takeImport(id, context);
  if (row?.state !== 'queued' && row?.state !== 'running') return {};
  const told = failure && { failureCode: failure.code, failureDetail: failure.detail };
  const ended = await finishImport(row, { state: failure ? 'failed' : 'succeeded', ...told }, context);
  return { events: [(failure ? importFailed : importSucceeded)(ended, { operation: row.operation })] };
}
