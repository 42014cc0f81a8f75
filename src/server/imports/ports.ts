import type pg from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import type { Consequence, Context } from '../../kernel/operation.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import type { Executor } from '../execute/execute.ts';
import type { Logger } from '../log.ts';

/** What the machinery must know of an import. */
export interface ImportFile {
  tenantId: string;
  id: string;
  version: number;
  membershipId: string;
  tokenId: string | null;
  scopes: string[] | null;
  operation: string;
  mode: 'best_effort' | 'all_or_nothing';
  isDryRun: boolean;
  format: 'csv' | 'ndjson';
  preset: string | null;
  /** The fields that columns fill; one without a field is left out. */
  columns: readonly { column: string; field?: string | undefined }[];
  constants: readonly { field: string; value: string }[];
  requestId: string;
  state: string;
  total: number | null;
}

/** The life of imports; a capability answers, the machinery asks. */
export interface ImportLife {
  takeImport(id: string, context: Context): Promise<ImportFile | undefined>;
  queueImport(row: never, total: number, context: Context): Promise<Consequence>;
  startImport(id: string, context: Context): Promise<Consequence>;
  endImport(
    id: string,
    failure: { code: string; detail: string } | undefined,
    context: Context,
  ): Promise<Consequence>;
  abandonImport(id: string, context: Context): Promise<Consequence>;
  /** The member as it may act now, by the token it began with; undefined where either has ended. */
  actorOf(
    who: { membershipId: string; tokenId: string | null; scopes: readonly string[] | null },
    tx: Transaction,
  ): Promise<Actor | undefined>;
}

/** What running imports leans on. */
export interface ImportPorts {
  pool: pg.Pool;
  executor: Executor;
  life: ImportLife;
  log: Logger;
}
