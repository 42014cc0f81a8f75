import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** Lets the statements of a transaction that nobody waits for take as long as they need, and sort in memory: they are over all that a run bills. */
export const allowLongStatements = ({ tx }: Context) =>
  tx.rows(sql`select set_config('statement_timeout', '0', true), set_config('work_mem', '128MB', true)`);
