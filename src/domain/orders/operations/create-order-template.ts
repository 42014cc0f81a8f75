import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { placeOf } from '../../programs/index.ts';
import { questionsInput } from '../making/shape.ts';
import { assertLockable } from '../making/locks.ts';
import { checkedQuestions } from '../model/question-rules.ts';
import { canonical } from '../model/terms.ts';
import { LockableTerm, OrderTemplateTerms, templateCreated, templateNameTaken } from '../model/template.ts';
import { orderTemplate } from '../nouns/order-template.ts';
import { permissions } from '../policy.ts';
import { orderTemplates } from '../tables.ts';

export const createOrderTemplate = command({
  name: 'createOrderTemplate',
  summary: 'Create a template of orders of a program, or of one facility or unit of it.',
  rest: 'POST /order-templates',
  permission: permissions.manageTemplates,
  input: z.strictObject({
    programId: reference('program'),
    facilityId: reference('facility').nullish(),
    unitId: reference('unit').nullish(),
    name: text(200),
    terms: OrderTemplateTerms,
    lockedFields: z
      .array(LockableTerm)
      .max(60)
      .default([])
      .meta({ description: 'Terms that the template tells and no order of it tells otherwise.' }),
    questions: questionsInput.default([]),
  }),
  output: orderTemplate,
  errors: [templateNameTaken],
  async handle({ programId, facilityId, unitId, name, terms, lockedFields, questions }, context) {
    const place = await placeOf({ programId, facilityId, unitId }, context);
    assertLockable(lockedFields, terms);
    const [row] = await context.tx.insert(orderTemplates, [
      { ...place, name, terms: canonical(terms), lockedFields, questions: checkedQuestions(questions) },
    ]);
    return { result: row!, events: [templateCreated(row!, {})] };
  },
});
