import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, text } from '../../../kernel/shapes.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { Question } from '../model/question.ts';
import { LockableTerm, OrderTemplateTerms } from '../model/template.ts';
import { permissions, termsKept } from '../policy.ts';
import { orderTemplates } from '../tables.ts';
import { order } from './order.ts';

export const orderTemplate = noun({
  name: 'orderTemplate',
  summary:
    'What orders of a program, or of a place in it, may be made of; what it locks cannot be told otherwise.',
  table: orderTemplates,
  read: permissions.readTemplates,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    unitId: field(Id.nullable(), { filter: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    terms: field(OrderTemplateTerms, { dataClass: 'commercial', value: termsKept('terms') }),
    lockedFields: field(z.array(LockableTerm)),
    questions: field(z.array(Question)),
  },
});

edge(orderTemplate, 'programId', 'program', program, 'orderTemplates');
edge(orderTemplate, 'facilityId', 'facility', facility, null);
edge(orderTemplate, 'unitId', 'unit', unit, null);
edge(order, 'templateId', 'template', orderTemplate, 'orders');
