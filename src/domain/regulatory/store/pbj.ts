import { and, eq } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { pbjRegistrations } from '../tables.ts';

/** Under which number the facility submits; undefined where nobody said. */
export async function registrationOf(
  facilityId: string,
  { tx, actor }: Context,
): Promise<Row<typeof pbjRegistrations> | undefined> {
  const [found] = await tx.db
    .select()
    .from(pbjRegistrations)
    .where(and(eq(pbjRegistrations.tenantId, actor.tenantId), eq(pbjRegistrations.facilityId, facilityId)));
  return found;
}
