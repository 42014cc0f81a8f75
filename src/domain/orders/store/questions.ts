import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { orderQuestions } from '../tables.ts';

export type QuestionRow = Row<typeof orderQuestions>;

/** The questions of an order by number, also those that were taken out. */
export const everyQuestionOf = (orderId: string, { tx, actor }: Context): Promise<QuestionRow[]> =>
  tx.db
    .select()
    .from(orderQuestions)
    .where(and(eq(orderQuestions.tenantId, actor.tenantId), eq(orderQuestions.orderId, orderId)))
    .orderBy(asc(orderQuestions.number));

/** The questions that an order asks, by number. */
export const questionsOf = (orderId: string, { tx, actor }: Context): Promise<QuestionRow[]> =>
  tx.db
    .select()
    .from(orderQuestions)
    .where(
      and(
        eq(orderQuestions.tenantId, actor.tenantId),
        eq(orderQuestions.orderId, orderId),
        isNull(orderQuestions.archivedAt),
      ),
    )
    .orderBy(asc(orderQuestions.number));
