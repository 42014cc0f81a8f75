import type { Context } from '../../../kernel/operation.ts';
import type { Question } from '../model/question.ts';
import type { OrderRow } from '../store.ts';
import { everyQuestionOf } from '../store/questions.ts';
import { orderQuestions } from '../tables.ts';

/** Makes these the questions of an order, by number; those beyond are taken out of it. */
export async function replaceQuestions(
  { id: orderId, programId, facilityId, unitId }: OrderRow,
  questions: readonly Question[],
  context: Context,
): Promise<void> {
  const { tx, now } = context;
  const held = await everyQuestionOf(orderId, context);
  const byNumber = new Map(held.map((one) => [one.number, one]));
  const place = { orderId, programId, facilityId, unitId };
  const fresh = [];
  for (const [index, question] of questions.entries()) {
    const before = byNumber.get(index + 1);
    if (before) await tx.change(orderQuestions, before, { ...question, archivedAt: null });
    else fresh.push({ ...place, ...question, number: index + 1 });
  }
  if (fresh.length > 0) await tx.insert(orderQuestions, fresh);
  for (const one of held)
    if (one.number > questions.length && one.archivedAt === null)
      await tx.change(orderQuestions, one, { archivedAt: now });
}
