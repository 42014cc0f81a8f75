import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { barAuthor } from '../../approvals/index.ts';
import { replaceQuestions } from '../making/questions.ts';
import { questionsInput } from '../making/shape.ts';
import { questionsSet, withAuthor } from '../model/order.ts';
import { checkedQuestions } from '../model/question-rules.ts';
import { questionsFixed } from '../model/question.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { orders } from '../tables.ts';

const settable = ['draft', 'pending_approval', 'approval_paused'];

export const setOrderQuestions = command({
  name: 'setOrderQuestions',
  summary: 'Set the questions of an order that is not open yet, in place of those that it has.',
  rest: 'PUT /orders/{orderId}/questions',
  permission: permissions.manage,
  input: z.strictObject({ orderId: reference('order'), questions: questionsInput }),
  output: order,
  errors: [questionsFixed],
  async handle({ orderId, questions: told }, context) {
    const row = await context.take(orders, orderId);
    if (!settable.includes(row.state)) throw questionsFixed({ facts: { state: row.state } });
    const questions = checkedQuestions(told);
    const changed = await context.tx.change(orders, row, { authors: withAuthor(row.authors, context.actor) });
    await replaceQuestions(changed, questions, context);
    const barred = await barAuthor({ noun: 'order', id: row.id }, context);
    return { result: changed, events: [questionsSet(changed, {}), ...barred] };
  },
});
