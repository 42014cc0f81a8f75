import { invalidInput, type FieldFault } from '../../../kernel/errors.ts';
import type { Question, ToldQuestion } from './question.ts';

const yesAndNo = new Set(['yes', 'no']);

function faultOf({ kind, choices, minimum, knockout, weight }: Question): [string, string] | undefined {
  const answers = choices.map(({ answer }) => answer);
  if (new Set(answers).size < answers.length) return ['choices', 'An answer stands once.'];
  if (kind === 'choice' && choices.length < 2) return ['choices', 'A choice has at least two answers.'];
  if (kind === 'yes_no' && answers.some((answer) => !yesAndNo.has(answer)))
    return ['choices', 'The answers are yes and no.'];
  if ((kind === 'number' || kind === 'text') && choices.length > 0)
    return ['choices', 'Only a choice and yes_no have answers to choose from.'];
  if (kind !== 'number' && minimum !== null) return ['minimum', 'Only a number has a minimum.'];
  if (knockout && minimum === null) return ['knockout', 'A number disqualifies below its minimum; name one.'];
  if (kind === 'text' && Number(weight) > 0) return ['weight', 'A text is not scored: its weight is 0.'];
  return undefined;
}

const weighted = (told: ToldQuestion): Question => ({
  ...told,
  weight: told.weight ?? (told.kind === 'text' ? '0' : '1'),
});

/** The questions as they are kept; `invalid_input` names every rule that they break, each at its place in the list. */
export function checkedQuestions(told: readonly ToldQuestion[]): Question[] {
  const questions = told.map(weighted);
  const errors = questions.flatMap((question, place): FieldFault[] => {
    const [key, message] = faultOf(question) ?? [];
    return key ? [{ pointer: `/questions/${place}/${key}`, code: 'invalid_value', message: message! }] : [];
  });
  if (errors.length > 0) throw invalidInput({ errors });
  return questions;
}
