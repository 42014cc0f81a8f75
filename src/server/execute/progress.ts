import { and, eq, getTableColumns } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { systemActor, type Actor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/operation.ts';
import { inTransaction } from '../database/transaction.ts';

const mostOftenMilliseconds = 1_000;

type Keys = Record<'tenantId' | 'id' | 'version', PgColumn>;

/** `Context.progress`: as the tenant's own hand, on a connection of its own. */
export function progressOf(pool: pg.Pool, { tenantId }: Actor): Context['progress'] {
  let next = 0;
  let isWriting = false;
  return (table, row, changes) => {
    const now = performance.now();
    if (isWriting || now < next) return;
    next = now + mostOftenMilliseconds;
    isWriting = true;
    const columns = getTableColumns(table) as unknown as Keys;
    const one = and(eq(columns.tenantId, tenantId), eq(columns.id, row.id), eq(columns.version, row.version));
    inTransaction(pool, { actor: systemActor(tenantId) }, async ({ db }) => {
      await db
        .update(table)
        .set(changes as never)
        .where(one);
    })
      // The work goes on whether or not anybody hears how far it is.
      .catch(() => undefined)
      .finally(() => {
        isWriting = false;
      });
  };
}
