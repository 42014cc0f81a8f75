import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { unitStandards } from '../tables.ts';

/** What is said of a unit's kind for a day or later, the earliest first. */
export const standardsFrom = (
  unitId: string,
  day: string,
  { tx, actor }: Context,
): Promise<Row<typeof unitStandards>[]> =>
  tx.db
    .select()
    .from(unitStandards)
    .where(
      and(
        eq(unitStandards.tenantId, actor.tenantId),
        eq(unitStandards.unitId, unitId),
        sql`${unitStandards.effective} && daterange(${day}::date, null)`,
      ),
    )
    .orderBy(sql`lower(${unitStandards.effective})`);
