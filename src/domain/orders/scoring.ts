import { invalidInput, type FieldFault } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import { judgeAnswer, scoreOf, type Judged } from './model/scoring.ts';
import { questionsOf } from './store/questions.ts';

/** An answer to a question of an order. */
export interface Answer {
  questionId: string;
  answer: string;
}

/** Answers as they are kept, in the order of the questions, and what they are worth; never told to vendors. */
export interface Scored {
  answers: Answer[];
  /** 0 to 100 by weight, a decimal string of scale 2; null where nothing is scored. */
  score: string | null;
  disqualified: boolean;
}

/**
 * Judges the answers that are given to an order's questions. `invalid_input` names at /answers what is answered twice,
 * what is no question of the order, no answer that a question takes, and which that are required are not answered.
 */
export async function scoreAnswers(
  orderId: string,
  answers: readonly Answer[],
  context: Context,
): Promise<Scored> {
  const questions = await questionsOf(orderId, context);
  const byId = new Map(questions.map((question) => [question.id, question]));
  const judged = new Map<string, Judged>();
  const errors: FieldFault[] = [];
  for (const [place, { questionId, answer }] of answers.entries()) {
    const question = byId.get(questionId);
    const worth = question && judgeAnswer(question, answer);
    const fault = (key: string, code: string, message: string) =>
      errors.push({ pointer: `/answers/${place}/${key}`, code, message });
    if (!question) fault('questionId', 'not_of_order', 'It is no question of the order.');
    else if (judged.has(questionId)) fault('questionId', 'repeated', 'A question is answered once.');
    else if (!worth) fault('answer', 'not_an_answer', 'It is no answer that the question takes.');
    if (worth) judged.set(questionId, worth);
  }
  for (const { id, number, required } of questions)
    if (required && !answers.some(({ questionId }) => questionId === id))
      errors.push({
        pointer: '/answers',
        code: 'answer_missing',
        message: `Question ${number} wants an answer.`,
      });
  if (errors.length > 0) throw invalidInput({ errors });
  return {
    answers: questions.flatMap(({ id }) => {
      const worth = judged.get(id);
      return worth ? [{ questionId: id, answer: worth.answer }] : [];
    }),
    score: scoreOf(questions.map((question) => ({ question, answer: judged.get(question.id) }))),
    disqualified: [...judged.values()].some(({ disqualifies }) => disqualifies),
  };
}
