import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';

/** The last day through which hours at a facility are locked, `YYYY-MM-DD`; every side may know that much. */
export async function lockedThrough(
  programId: string,
  facilityId: string | null,
  { tx }: Context,
): Promise<string | undefined> {
  const [found] = await tx.rows<{ through: string | null }>(
    sql`select app.time_locked_through(${programId}::uuid, ${facilityId}::uuid)::text as through`,
  );
  return found?.through ?? undefined;
}
