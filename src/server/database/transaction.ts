import { randomUUIDv7 } from 'node:crypto';
import { and, eq, getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { staleVersion } from '../../kernel/errors.ts';
import { isConnectionLost } from '../problem.ts';
import { changeMany, everyColumn, insertMany, manyRows, rowReader } from './set-rows.ts';
import { changeOne, findOne, insertOne, type OneRow } from './one-row.ts';
import { connect, mayBeginAgain, settingsOf } from './entering.ts';
import { planOf, questionOf, type Plan } from './plan.ts';
import { statementName } from './statement-names.ts';
import type { Changes, NewRow, Row, Transaction, Versioned } from '../../kernel/transaction.ts';

export interface Entered {
  /** The actor whose rows the transaction shows. */
  actor: Actor;
  readOnly?: boolean;
  isolation?: 'read committed' | 'repeatable read' | 'serializable';
  /** An instant of the tenant's clock to act at, for a timer; otherwise the tenant's now. */
  at?: string;
  /** Sent with BEGIN, to be awaited as `tx.first`. */
  first?: Prepared;
}

/** A compiled statement with its values. */
export interface Prepared {
  plan: Plan;
  values: readonly unknown[];
}

type Keys = Record<'tenantId' | 'id' | 'version', PgColumn>;
/** A transaction that has been entered as an actor. */
export class OpenTransaction implements Transaction {
  readonly db: NodePgDatabase;
  readonly tenantId: string;
  readonly now: string;
  /** Statements sent so far: before the second, nothing has been shown to anybody. */
  statements = 0;
  /** Rows of the statement that was sent with BEGIN. */
  readonly first: Promise<object[]>;
  /** Sent with COMMIT: a last statement whose rows nobody reads. */
  last: Prepared | undefined;
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient, tenantId: string, now: string, first: Promise<object[]>) {
    this.#client = client;
    this.first = first;
    this.db = drizzle({ client: preparing(client) });
    this.tenantId = tenantId;
    this.now = now;
  }

  async rows<R extends object>(statement: SQL): Promise<R[]> {
    return this.run(planOf(statement), []);
  }

  /** Rows of a statement that was compiled before. */
  async run<R extends object>(plan: Plan, values: readonly unknown[]): Promise<R[]> {
    this.statements += 1;
    return (await this.#client.query<R & pg.QueryResultRow>(questionOf(plan, values))).rows;
  }

  async insert<T extends PgTable>(table: T, rows: readonly NewRow<T>[]): Promise<Row<T>[]> {
    if (rows.length === 0) return [];
    const stamped = rows.map((row) => ({
      id: randomUUIDv7(),
      ...row,
      tenantId: this.tenantId,
      version: 1,
      createdAt: this.now,
      updatedAt: this.now,
    }));
    const many =
      stamped.length < manyRows ? undefined : insertMany(table, stamped, ['createdAt', 'updatedAt']);
    if (many) return many.read(await this.rows(many.statement)) as Row<T>[];
    const one = stamped.length === 1 ? insertOne(table, stamped[0]!) : undefined;
    if (one) return this.#read(table, one);
    this.statements += 1;
    return (await this.db
      .insert(table)
      .values(stamped as never)
      .returning()) as Row<T>[];
  }

  async changeAll<T extends PgTable>(
    table: T,
    changes: readonly { row: Versioned; changes: Changes<T> }[],
  ): Promise<Row<T>[]> {
    if (changes.length === 0) return [];
    const changed = await this.rows<Record<string, unknown>>(changeMany(table, changes, this));
    if (changed.length < changes.length) throw staleVersion();
    const read = rowReader(table);
    const byId = new Map(changed.map((raw) => [raw['id'], read(raw) as Row<T>]));
    return changes.map(({ row }) => byId.get(row.id)!);
  }

  async takeAll<T extends PgTable>(table: T, ids: readonly string[]): Promise<Map<string, Row<T>>> {
    if (ids.length === 0) return new Map();
    const found = await this.rows<Record<string, unknown>>(
      sql`select ${everyColumn(table, 't')} from ${sql.identifier(getTableName(table))} t where t.tenant_id = ${this.tenantId} and t.id = any(${`{${ids.join(',')}}`}::uuid[])
        order by t.id for update`,
    );
    const read = rowReader(table);
    return new Map(found.map((raw) => [String(raw['id']), read(raw) as Row<T>]));
  }

  async change<T extends PgTable>(table: T, row: Versioned, changes: Changes<T>): Promise<Row<T>> {
    const values = { ...changes, version: row.version + 1, updatedAt: this.now };
    const { tenantId, id, version } = getTableColumns(table) as unknown as Keys;
    const one = changeOne(table, { tenantId: this.tenantId, id: row.id, version: row.version }, values);
    if (!one) this.statements += 1;
    const [changed] = one
      ? await this.#read(table, one)
      : ((await this.db
          .update(table)
          .set(values as never)
          .where(and(eq(tenantId, this.tenantId), eq(id, row.id), eq(version, row.version)))
          .returning()) as Row<T>[]);
    if (!changed) throw staleVersion();
    return changed;
  }

  async find<T extends PgTable>(
    table: T,
    id: string,
    { lock = false }: { lock?: boolean | 'share' } = {},
  ): Promise<Row<T> | undefined> {
    const held = lock === 'share' ? ' for share' : lock ? ' for update' : '';
    return (await this.#read(table, findOne(table, this.tenantId, id, held)))[0];
  }

  async #read<T extends PgTable>(table: T, { plan, values }: OneRow): Promise<Row<T>[]> {
    return (await this.run<Record<string, unknown>>(plan, values)).map(rowReader(table)) as Row<T>[];
  }
}

// A text with more values than this is a list of so many of something, and hardly ever comes again.
const mostValues = 200;

/** The connection as the builder sends its statements: each prepared once. */
const preparing = (client: pg.PoolClient) =>
  ({
    query(question: pg.QueryConfig, values: unknown[]) {
      const name = values.length > mostValues ? undefined : statementName(question.text);
      return client.query(name === undefined ? question : { ...question, name }, values);
    },
  }) as unknown as pg.PoolClient;

/**
 * The only BEGIN of the service: enters as the actor, runs, commits; rolls back on any throw. Row settings are
 * transaction-local. A read whose first statement meets a connection that is gone begins again, once.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  entered: Entered,
  run: (tx: OpenTransaction) => Promise<T>,
  again = true,
): Promise<T> {
  const open = await openTransaction(pool, entered);
  let result: T;
  try {
    result = await run(open.tx);
  } catch (error) {
    await open.end('ROLLBACK');
    if (again && entered.readOnly && mayBeginAgain(error, open.tx.statements))
      return inTransaction(pool, entered, run, false);
    throw error;
  }
  await open.end('COMMIT', open.tx.last).catch((error: unknown) => {
    // What was read was read on one snapshot, whether or not its end was heard.
    if (!entered.readOnly || !isConnectionLost(error)) throw error;
  });
  return result;
}

interface Opened {
  tx: OpenTransaction;
  client: pg.PoolClient;
  end(how: 'COMMIT' | 'ROLLBACK', last?: Prepared): Promise<void>;
}

/** Opens a transaction whose end is the caller's to say: for the one snapshot that a request's reads share. */
export async function openTransaction(pool: pg.Pool, entered: Entered, again = true): Promise<Opened> {
  const { actor, readOnly = false, isolation = 'read committed', at, first } = entered;
  const client = await connect(pool, actor);
  try {
    // Sent together; each is queued behind the one before on the same connection.
    const begun = client.query(`BEGIN ISOLATION LEVEL ${isolation}${readOnly ? ' READ ONLY' : ''}`);
    const entering = client.query<{ now: string }>({
      name: 'enter',
      text: 'select app.instant(app.enter($1, $2, $3, $4, $5, $6, $7, $8, $9)) as now',
      values: settingsOf(actor, at),
    });
    const sent = first
      ? client.query(questionOf(first.plan, first.values)).then(({ rows }) => rows as object[])
      : Promise.resolve([]);
    // Whoever sent it awaits it; until then its failure is nobody's.
    sent.catch(() => undefined);
    const [, { rows }] = await Promise.all([begun, entering]);
    return {
      tx: new OpenTransaction(client, actor.tenantId, rows[0]!.now, sent),
      client,
      end: (how, last) => endTransaction(client, how, last),
    };
  } catch (error) {
    client.release(error as Error);
    if (again && mayBeginAgain(error, 0)) return openTransaction(pool, entered, false);
    throw error;
  }
}

async function endTransaction(
  client: pg.PoolClient,
  how: 'COMMIT' | 'ROLLBACK',
  last?: Prepared,
): Promise<void> {
  let broken: Error | undefined;
  try {
    const closing = last ? client.query(questionOf(last.plan, last.values)) : undefined;
    // Where the last statement fails, the COMMIT behind it is answered with ROLLBACK.
    const [, { command }] = await Promise.all([closing, client.query(how)]);
    // Postgres answers the COMMIT of a failed transaction with ROLLBACK and no error.
    if (command !== how) throw new Error(`${how} was answered with ${command}`);
  } catch (error) {
    broken = error as Error;
    if (how === 'COMMIT') throw error;
  } finally {
    client.release(broken);
  }
}
