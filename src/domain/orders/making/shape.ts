import { z } from 'zod';
import { reference } from '../../../kernel/shapes.ts';
import { fileIdsInput } from '../../files/index.ts';
import { OrderType } from '../model/order.ts';
import { mostQuestions, Question } from '../model/question.ts';
import { toldTerms } from '../shapes.ts';

export const questionsInput = z.array(Question).max(mostQuestions);

/** What a new order is made of. */
export const newOrder = {
  unitId: reference('unit'),
  templateId: reference('orderTemplate')
    .optional()
    .meta({ description: 'Fills what is not told; what it locks cannot be told otherwise.' }),
  type: OrderType.optional().meta({ description: 'contract, unless told.' }),
  ...toldTerms,
  questions: questionsInput.optional(),
  fileIds: fileIdsInput,
};

export const NewOrder = z.strictObject(newOrder);
export type NewOrder = z.output<typeof NewOrder>;
