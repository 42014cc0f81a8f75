import type { PgTable } from 'drizzle-orm/pg-core';
import { notFound, Problem, stepNotAllowed } from '../../kernel/errors.ts';
import type { EventDeclaration, Scoped } from '../../kernel/event.ts';
import type { Context, Outcome } from '../../kernel/operation.ts';
import type { Changes, NewRow } from '../../kernel/transaction.ts';
import { differences, upsertAll, type ExternalRef } from '../identifiers/index.ts';

type Happened = EventDeclaration<Record<string, never>>;

async function locked<T extends PgTable>(table: T, id: string, context: Context) {
  const row = await context.tx.find(table, id, { lock: true });
  if (!row) throw notFound();
  context.expectVersion(row as Scoped);
  return row;
}

/** Changes what differs; where nothing does, no version and no event. */
export async function changeOf<T extends PgTable>(
  table: T,
  id: string,
  changes: object,
  happened: Happened,
  context: Context,
): Promise<Outcome<{ id: string }>> {
  const row = await locked(table, id, context);
  const differing = differences(row, changes as Changes<T>);
  if (Object.keys(differing).length === 0) return { result: { id }, unchanged: true };
  const changed = (await context.tx.change(table, row as Scoped, differing)) as Scoped;
  return { result: { id }, events: [happened(changed, {})] };
}

/** Sets or clears `archivedAt`; doing it twice is `step_not_allowed`. */
export async function archiveOf(
  table: PgTable,
  id: string,
  archive: boolean,
  happened: Happened,
  context: Context,
): Promise<Outcome<{ id: string }>> {
  const row = (await locked(table, id, context)) as unknown as Scoped & { archivedAt: string | null };
  if ((row.archivedAt !== null) === archive)
    throw stepNotAllowed({ detail: archive ? 'It is archived already.' : 'It is not archived.' });
  const changed = (await context.tx.change(table, row, {
    archivedAt: archive ? context.now : null,
  } as Changes<PgTable>)) as unknown as Scoped;
  return { result: { id }, events: [happened(changed, {})] };
}

/** Upserts by external id, with the event of each row that came or changed. */
export async function upsertOf<T extends PgTable>(
  noun: string,
  table: T,
  inputs: readonly ({ externalId: ExternalRef } & object)[],
  happened: { created: Happened; changed: Happened },
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const wanted = inputs.map(({ externalId, ...values }) => ({
    externalId,
    values: values as NewRow<T> & Changes<T>,
  }));
  const results = await upsertAll(noun, table, wanted, context);
  return results.map((result) => {
    if (result instanceof Problem) return result;
    const row = result.row as unknown as Scoped;
    if (!result.changed) return { result: { id: row.id }, unchanged: true };
    const what = result.before ? happened.changed : happened.created;
    return { result: { id: row.id }, events: [what(row, {})] };
  });
}
