import { z } from 'zod';
import { sql } from 'drizzle-orm';
import { edge, field, noun, type FieldOptions } from '../../../kernel/noun.ts';
import { Id, Instant, text, Version } from '../../../kernel/shapes.ts';
import { QuestionChoice, QuestionKind, QuestionWorth } from '../model/question.ts';
import { ours, permissions, questionSeen, questionVisibilities, sinceSeen } from '../policy.ts';
import { orderQuestions } from '../tables.ts';
import { order } from './order.ts';

const worth: FieldOptions = { dataClass: 'internal', readers: ours };
const seen = (key: string): FieldOptions => ({
  filter: true,
  sort: true,
  value: (row, actor) => (actor.side === 'vendor' ? sinceSeen(row, actor) : row(key)),
});

export const orderQuestion = noun({
  name: 'orderQuestion',
  summary: 'A question of a posting. What answers are worth is never told to vendors.',
  table: orderQuestions,
  read: permissions.readQuestions,
  fields: {
    version: field(Version, {
      value: (row, actor) => (actor.side === 'vendor' ? sql`1` : row('version')),
    }),
    orderId: field(Id, { filter: true }),
    programId: field(Id, { filter: true, readers: ours }),
    number: field(z.int(), { filter: true, sort: true }),
    question: field(text(1_000)),
    kind: field(QuestionKind, { filter: true }),
    required: field(z.boolean()),
    answers: field(z.array(z.string()).meta({ description: 'Of a choice: what can be answered.' }), {
      value: (row) =>
        sql`array(select choice ->> 'answer' from jsonb_array_elements(${row('choices')}) with ordinality as c (choice, at) order by at)`,
    }),
    choices: field(z.array(QuestionChoice), worth),
    minimum: field(QuestionWorth.nullable(), worth),
    weight: field(QuestionWorth, worth),
    knockout: field(z.boolean(), worth),
    createdAt: field(Instant, seen('createdAt')),
    updatedAt: field(Instant, seen('updatedAt')),
  },
  visibleTo: { vendor: questionSeen },
  seenThrough: questionVisibilities,
});

edge(orderQuestion, 'orderId', 'order', order, 'questions');
