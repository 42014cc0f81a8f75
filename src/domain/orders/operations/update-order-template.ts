import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import { questionsInput } from '../making/shape.ts';
import { assertLockable } from '../making/locks.ts';
import { checkedQuestions } from '../model/question-rules.ts';
import { canonical } from '../model/terms.ts';
import { LockableTerm, OrderTemplateTerms, templateChanged, templateNameTaken } from '../model/template.ts';
import { orderTemplate } from '../nouns/order-template.ts';
import { permissions } from '../policy.ts';
import { orderTemplates } from '../tables.ts';

export const updateOrderTemplate = command({
  name: 'updateOrderTemplate',
  summary:
    'Change a template; its terms, locks and questions are each told whole. Orders that were made of it stay as they are.',
  rest: 'PATCH /order-templates/{orderTemplateId}',
  permission: permissions.manageTemplates,
  input: z.strictObject({
    orderTemplateId: reference('orderTemplate'),
    name: text(200).optional(),
    terms: OrderTemplateTerms.optional(),
    lockedFields: z.array(LockableTerm).max(60).optional(),
    questions: questionsInput.optional(),
  }),
  output: orderTemplate,
  errors: [stepNotAllowed, templateNameTaken],
  async handle({ orderTemplateId, questions, ...told }, context) {
    const row = await context.take(orderTemplates, orderTemplateId);
    if (row.archivedAt !== null) throw stepNotAllowed({ detail: 'The template is archived.' });
    assertLockable(told.lockedFields ?? row.lockedFields, told.terms ?? row.terms);
    const changes = differences(row, {
      ...told,
      ...(told.terms && { terms: canonical(told.terms) }),
      ...(questions && { questions: checkedQuestions(questions) }),
    });
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(orderTemplates, row, changes);
    return { result: changed, events: [templateChanged(changed, {})] };
  },
});
