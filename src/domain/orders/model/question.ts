import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { oneOf, text } from '../../../kernel/shapes.ts';

export const QuestionKind = oneOf('QuestionKind', ['yes_no', 'choice', 'number', 'text']);
export const mostQuestions = 50;

const decimal = (digits: number, example: string) =>
  z
    .string()
    .regex(
      new RegExp(`^-?(0|[1-9]\\d{0,${digits - 1}})(\\.\\d{1,2})?$`),
      `A decimal string with at most ${digits} digits before the point and 2 after.`,
    )
    .meta({ scalar: 'Decimal', format: 'decimal', examples: [example] });

const upToHundred = (what: string) =>
  decimal(3, '100')
    .refine((value) => Number(value) >= 0 && Number(value) <= 100, `${what} is 0 to 100.`)
    .meta({ scalar: 'Decimal', format: 'decimal', examples: ['100'] });

export const QuestionChoice = z
  .strictObject({
    answer: text(200),
    score: upToHundred('A score').default('0'),
    disqualifies: z.boolean().default(false),
  })
  .meta({ id: 'QuestionChoice' });
export type QuestionChoice = z.output<typeof QuestionChoice>;

/** A number that is answered to a question. */
export const AnsweredNumber = decimal(10, '2');

/** What an answer counts, or what it must reach. */
export const QuestionWorth = z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: ['1.00'] });

/** A question of a posting; what answers are worth is never told to vendors. */
export const Question = z
  .strictObject({
    question: text(1_000),
    kind: QuestionKind,
    required: z.boolean().default(true),
    choices: z.array(QuestionChoice).max(20).default([]).meta({
      description: 'Of a choice, its answers; of yes_no, what yes and no are worth: 100 and 0 unless told.',
    }),
    minimum: AnsweredNumber.nullable()
      .default(null)
      .meta({ description: 'Of a number: from it on the score is 100, below it 0.' }),
    weight: upToHundred('A weight')
      .optional()
      .meta({ description: 'What the score counts; 0: not scored. 1 unless told, of a text 0.' }),
    knockout: z.boolean().default(false).meta({ description: 'A number below the minimum disqualifies.' }),
  })
  .meta({ id: 'OrderQuestionTerms' });
/** As it is kept, with its weight. */
export type Question = z.output<typeof Question> & { weight: string };
export type ToldQuestion = z.output<typeof Question>;

export const questionsFixed = declareError(
  'questions_fixed',
  'conflict',
  'The questions of an order are set before it is open.',
);
