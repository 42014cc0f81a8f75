import { sql } from 'drizzle-orm';
import type { Context } from '../../kernel/operation.ts';

/** What a commit would ask at its end is asked now, while one row can still be told from another. */
export async function assertDeferred({ tx }: Context): Promise<void> {
  await tx.rows(sql`set constraints all immediate`);
  await tx.rows(sql`set constraints all deferred`);
}
