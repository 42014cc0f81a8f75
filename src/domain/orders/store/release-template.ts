import { and, eq, isNull, or, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { releasePlanTemplates } from '../tables.ts';

type Template = Row<typeof releasePlanTemplates>;

/** The program's most specific template for an order of the type and profession: the profession tells more than the type. */
export async function templateFor(
  { programId, type, profession }: { programId: string; type: string; profession: string },
  { tx, actor }: Context,
): Promise<Template | undefined> {
  const is = releasePlanTemplates;
  const [found] = await tx.db
    .select()
    .from(is)
    .where(
      and(
        eq(is.tenantId, actor.tenantId),
        eq(is.programId, programId),
        isNull(is.archivedAt),
        or(isNull(is.orderType), sql`${is.orderType} = ${type}`),
        or(isNull(is.profession), eq(is.profession, profession)),
      ),
    )
    .orderBy(sql`${is.profession} nulls last`, sql`${is.orderType} nulls last`)
    .limit(1);
  return found;
}
