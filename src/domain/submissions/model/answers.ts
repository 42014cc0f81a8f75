import { z } from 'zod';
import { Id, reference, text } from '../../../kernel/shapes.ts';

/** What a vendor answers to a question of the posting. */
export const AnswerInput = z
  .strictObject({ questionId: reference('orderQuestion'), answer: text(2000) })
  .meta({ id: 'SubmissionAnswerInput' });

/** An answer as it is kept: in the question’s canonical form. */
export const Answer = z.strictObject({ questionId: Id, answer: z.string() }).meta({ id: 'SubmissionAnswer' });
export type Answer = z.output<typeof Answer>;
