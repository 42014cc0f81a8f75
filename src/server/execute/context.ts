import { setImmediate as turn } from 'node:timers/promises';
import { createHmac, randomBytes, randomUUIDv7 } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { notFound, staleVersion, type ErrorDeclaration } from '../../kernel/errors.ts';
import type { FileRules } from '../../kernel/file-rules.ts';
import type { Noun } from '../../kernel/noun.ts';
import type { Context } from '../../kernel/operation.ts';
import type { SqlAccess } from '../../kernel/sql-access.ts';
import type { Versioned } from '../../kernel/transaction.ts';
import type { HeadSigner } from '../audit/head-signer.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import { contentReader } from '../files/content-reader.ts';
import type { ContentStore } from '../files/ports.ts';
import { isOverdue, mayRetry, needsLook, toProblem } from '../problem.ts';
import { changesOf } from '../reads/changes.ts';
import { source } from '../reads/source.ts';
import { progressOf } from './progress.ts';
import type { CursorSealer } from '../reads/cursor.ts';

interface Situation {
  tx: OpenTransaction;
  actor: Actor;
  requestId: string;
  expectedVersion: number | undefined;
}

/** What every context leans on. */
export interface Means {
  /** Connections beside the one of the context's transaction. */
  pool: pg.Pool;
  secret: string;
  cursors: CursorSealer;
  signer: HeadSigner;
  constraints: ReadonlyMap<string, ErrorDeclaration>;
  nouns: ReadonlyMap<string, Noun>;
  /** Tables of nouns by name: what one held in columns that it has had since, its declaration alone says. */
  tables: ReadonlyMap<string, PgTable>;
  fileRules: FileRules;
  /** Where the bytes of files are kept. */
  store: ContentStore | undefined;
  sqlAccess: SqlAccess;
}

/** The context of a handler: the tenant's clock, ids, the caller's version to check against. */
export function createContext(
  { tx, actor, requestId, expectedVersion }: Situation,
  { pool, secret, cursors, signer, constraints, nouns, tables, fileRules, store, sqlAccess }: Means,
): Context {
  const expectVersion = ({ version }: Versioned) => {
    if (expectedVersion !== undefined && expectedVersion !== version) {
      throw staleVersion({ facts: { currentVersion: version } });
    }
  };
  return {
    actor,
    tx,
    now: tx.now,
    requestId,
    newId: () => randomUUIDv7(),
    breathe: () => turn(),
    expectVersion,
    take: async (table, id, { version = true } = {}) => {
      const row = await tx.find(table, id, { lock: true });
      if (!row) throw notFound();
      if (version) expectVersion(row as unknown as Versioned);
      return row;
    },
    attempt: async (run, { mayBeCut = false } = {}) => {
      await tx.rows(sql`savepoint attempt`);
      try {
        const result = await run();
        await tx.rows(sql`release savepoint attempt`);
        return result;
      } catch (error) {
        if (mayRetry(error)) throw error;
        await tx.rows(sql`rollback to savepoint attempt`);
        await tx.rows(sql`release savepoint attempt`);
        const problem = toProblem(error, constraints);
        if (needsLook(error, problem) && !(mayBeCut && isOverdue(error))) throw error;
        return problem;
      }
    },
    progress: progressOf(pool, actor),
    sealCursor: (list, place) => cursors.seal(place, { actor, list, terms: null }),
    openCursor: (list, cursor) => cursors.open(cursor, { actor, list, terms: null }),
    changesOf: (rows) => changesOf(rows, actor, nouns, tx),
    tableAt: (table, alias, asOf, columns) =>
      source(tables.get(table) ?? table, alias, { actor, asOf, columns }),
    digest: (text) => createHmac('sha256', secret).update(text).digest(),
    randomSecret: (bytes) => randomBytes(bytes).toString('base64url'),
    signHead: (head) => signer.sign(actor.tenantId, head),
    fileContent: (fileId) => contentReader(fileId, actor.tenantId, store, tx),
    fileRules,
    sqlAccess,
  };
}
