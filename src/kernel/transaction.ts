import { sql, type InferInsertModel, type InferSelectModel, type SQL } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Actor } from './actor.ts';

export type Row<T extends PgTable> = InferSelectModel<T>;

/** What the transaction fills in by itself when a row is inserted. */
type Filled = 'tenantId' | 'id' | 'version' | 'createdAt' | 'updatedAt';
export type NewRow<T extends PgTable> = Omit<InferInsertModel<T>, Filled> & { id?: string };
export type Changes<T extends PgTable> = Partial<Omit<InferInsertModel<T>, Filled>>;

/** A row that a version guards. */
export interface Versioned {
  id: string;
  version: number;
}

/** The one open transaction of a command or a read: drizzle's builder, and writes that keep tenant, version and clock right. */
export interface Transaction {
  /** Drizzle's query builder on this transaction (never its relational queries: they lose digits). */
  readonly db: NodePgDatabase;
  /** Rows of a statement as the driver gives them (numerics and days as text). */
  rows<R extends object>(statement: SQL): Promise<R[]>;
  /** Inserts rows of this tenant, version 1, created now; answers them in the order given. */
  insert<T extends PgTable>(table: T, rows: readonly NewRow<T>[]): Promise<Row<T>[]>;
  /** Changes one row if it still has the version that was read, and counts the version up; else `stale_version`. */
  change<T extends PgTable>(table: T, row: Versioned, changes: Changes<T>): Promise<Row<T>>;
  /** The same for many rows that change the same columns: all of them, or `stale_version` for all. In the order given. */
  changeAll<T extends PgTable>(
    table: T,
    changes: readonly { row: Versioned; changes: Changes<T> }[],
  ): Promise<Row<T>[]>;
  /** The rows of this tenant with the ids that there are, by id, held until the transaction ends; taken in the order of their ids. */
  takeAll<T extends PgTable>(table: T, ids: readonly string[]): Promise<Map<string, Row<T>>>;
  /** The row of this tenant with the id, or undefined; `lock` holds it until the transaction ends, `share` beside other readers. */
  find<T extends PgTable>(
    table: T,
    id: string,
    options?: { lock?: boolean | 'share' },
  ): Promise<Row<T> | undefined>;
}

/**
 * Runs part of a transaction as the tenant's own hand, which sees and writes all of the tenant, then as before, even
 * where it throws. Not beside other statements of the transaction: they would be the tenant's too.
 */
export async function asTenant<T>(tx: Transaction, run: () => Promise<T>): Promise<T> {
  const [replaced] = await tx.rows<{ side: string }>(sql`select app.act_as('system') as side`);
  return restoring(run, () => tx.rows(sql`select app.act_as(${replaced!.side})`));
}

async function restoring<T>(run: () => Promise<T>, restore: () => Promise<unknown>): Promise<T> {
  let result: T;
  try {
    result = await run();
  } catch (error) {
    // Where the database refused, it refuses this too: the rollback that must follow restores the side.
    await restore().catch(() => undefined);
    throw error;
  }
  await restore();
  return result;
}

/**
 * Runs part of a transaction of the tenant's own hand as a member, under its rights in row security too, then as the
 * tenant again, even where it throws. Not beside other statements of the transaction: they would be the member's too.
 */
export async function asMember<T>(
  tx: Transaction,
  actor: Actor,
  at: string,
  run: () => Promise<T>,
): Promise<T> {
  const list = (ids: readonly string[] | null) => (ids === null ? null : `{${ids.join(',')}}`);
  await tx.rows(sql`select app.enter(${actor.tenantId}::uuid, ${actor.side}, ${actor.membershipId}::uuid, ${list(actor.programIds)}::uuid[],
    ${list(actor.facilityIds)}::uuid[], ${list(actor.unitIds)}::uuid[], ${actor.vendorId}::uuid, ${actor.workerId}::uuid, ${at}::timestamptz)`);
  return restoring(run, () =>
    tx.rows(
      sql`select app.enter(${actor.tenantId}::uuid, 'system', null, null, null, null, null, null, ${at}::timestamptz)`,
    ),
  );
}
