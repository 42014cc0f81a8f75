import { randomUUIDv7 } from 'node:crypto';
import { and, eq, getTableColumns, type SQL } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { PgDialect, type PgColumn, type PgTable } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { staleVersion } from '../../kernel/errors.ts';
import { statementName } from './statement-names.ts';
import type { Changes, NewRow, Row, Transaction, Versioned } from '../../kernel/transaction.ts';

export interface Entered {
  /** The actor whose rows the transaction shows. */
  actor: Actor;
  readOnly?: boolean;
  isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** An instant of the tenant's clock to act at, for a timer; otherwise the tenant's now. */
  at?: string;
}

type Keys = Record<'tenantId' | 'id' | 'version', PgColumn>;
const dialect = new PgDialect();

/** A transaction that has been entered as an actor. */
export class OpenTransaction implements Transaction {
  readonly db: NodePgDatabase;
  readonly tenantId: string;
  readonly now: string;
  /** Statements sent so far, for the tests that count them. */
  statements = 0;
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient, tenantId: string, now: string) {
    this.#client = client;
    this.db = drizzle({ client });
    this.tenantId = tenantId;
    this.now = now;
  }

  async rows<R extends object>(statement: SQL): Promise<R[]> {
    const { sql: text, params } = dialect.sqlToQuery(statement);
    this.statements += 1;
    const name = statementName(text);
    return (await this.#client.query<R & pg.QueryResultRow>({ text, values: params, ...(name && { name }) }))
      .rows;
  }

  async insert<T extends PgTable>(table: T, rows: readonly NewRow<T>[]): Promise<Row<T>[]> {
    if (rows.length === 0) return [];
    this.statements += 1;
    const stamped = rows.map((row) => ({
      id: randomUUIDv7(),
      ...row,
      tenantId: this.tenantId,
      version: 1,
      createdAt: this.now,
      updatedAt: this.now,
    }));
    return run(
      this.db
        .insert(table)
        .values(stamped as never)
        .returning(),
    );
  }

  async change<T extends PgTable>(table: T, row: Versioned, changes: Changes<T>): Promise<Row<T>> {
    const { tenantId, id, version } = getTableColumns(table) as unknown as Keys;
    this.statements += 1;
    const changed = await run<Row<T>>(
      this.db
        .update(table)
        .set({ ...changes, version: row.version + 1, updatedAt: this.now } as never)
        .where(and(eq(tenantId, this.tenantId), eq(id, row.id), eq(version, row.version)))
        .returning(),
    );
    if (!changed[0]) throw staleVersion();
    return changed[0];
  }

  async find<T extends PgTable>(
    table: T,
    id: string,
    { lock = false }: { lock?: boolean | 'share' } = {},
  ): Promise<Row<T> | undefined> {
    const columns = getTableColumns(table) as unknown as Keys;
    this.statements += 1;
    const found = this.db
      .select()
      .from(table as PgTable)
      .where(and(eq(columns.tenantId, this.tenantId), eq(columns.id, id)));
    const held = lock ? found.for(lock === 'share' ? 'share' : 'update') : found;
    return (await run<Row<T>>(held))[0];
  }
}

interface Built {
  toSQL(): { sql: string };
  prepare(name: string): { execute(): Promise<unknown> };
}

/** Runs a built query as a statement that its connection has prepared once. */
async function run<R>(query: Built & PromiseLike<unknown>): Promise<R[]> {
  const name = statementName(query.toSQL().sql);
  return (await (name ? query.prepare(name).execute() : query)) as R[];
}

const listText = (ids: readonly string[] | null) => (ids === null ? null : `{${ids.join(',')}}`);

/** The only BEGIN of the service: enters as the actor, runs, commits; rolls back on any throw. Row settings are transaction-local. */
export async function inTransaction<T>(
  pool: pg.Pool,
  { actor, readOnly = false, isolation = 'read committed', at }: Entered,
  run: (tx: OpenTransaction) => Promise<T>,
): Promise<T> {
  const open = await openTransaction(pool, { actor, readOnly, isolation, ...(at && { at }) });
  let result: T;
  try {
    result = await run(open.tx);
  } catch (error) {
    await open.end('ROLLBACK');
    throw error;
  }
  await open.end('COMMIT');
  return result;
}

/** Opens a transaction whose end is the caller's to say: for the one snapshot that a request's reads share. */
export async function openTransaction(
  pool: pg.Pool,
  { actor, readOnly = false, isolation = 'read committed', at }: Entered,
): Promise<{ tx: OpenTransaction; end(how: 'COMMIT' | 'ROLLBACK'): Promise<void> }> {
  const settings = [
    actor.tenantId,
    actor.side,
    actor.membershipId,
    listText(actor.programIds),
    listText(actor.facilityIds),
    listText(actor.unitIds),
    actor.vendorId,
    actor.workerId,
    at ?? null,
  ];
  const client = await pool.connect();
  try {
    // Sent together; the second is queued behind the first on the same connection.
    const [, entered] = await Promise.all([
      client.query(`BEGIN ISOLATION LEVEL ${isolation}${readOnly ? ' READ ONLY' : ''}`),
      client.query<{ now: string }>({
        name: 'enter',
        text: 'select app.instant(app.enter($1, $2, $3, $4, $5, $6, $7, $8, $9)) as now',
        values: settings,
      }),
    ]);
    const { now } = entered.rows[0]!;
    return {
      tx: new OpenTransaction(client, actor.tenantId, now),
      end: (how) => endTransaction(client, how),
    };
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

async function endTransaction(client: pg.PoolClient, how: 'COMMIT' | 'ROLLBACK'): Promise<void> {
  let broken: Error | undefined;
  try {
    const { command } = await client.query(how);
    // Postgres answers the COMMIT of a failed transaction with ROLLBACK and no error.
    if (command !== how) throw new Error(`${how} was answered with ${command}`);
  } catch (error) {
    broken = error as Error;
    if (how === 'COMMIT') throw error;
  } finally {
    client.release(broken);
  }
}
