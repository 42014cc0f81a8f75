import { AnsweredNumber, type Question } from './question.ts';

/** What an answer is worth: its score of 100 in hundredths, null where the question is not scored. */
export interface Judged {
  /** As it is kept. */
  answer: string;
  score: bigint | null;
  disqualifies: boolean;
}

const hundredths = (decimal: string): bigint => {
  const [whole, fraction = ''] = decimal.replace('-', '').split('.');
  const size = BigInt(whole! + fraction.padEnd(2, '0'));
  return decimal.startsWith('-') ? -size : size;
};

const shown = (units: bigint): string => {
  const digits = units.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const whole = 100_00n;

type Asked = Pick<Question, 'kind' | 'choices' | 'minimum' | 'weight' | 'knockout'>;

/** What an answer to a question is worth; undefined where it is none that the question takes. */
export function judgeAnswer(question: Asked, answer: string): Judged | undefined {
  const { kind, choices, minimum, knockout, weight } = question;
  const isScored = hundredths(weight) > 0n;
  if (kind === 'text') return { answer, score: null, disqualifies: false };
  if (kind === 'number') {
    if (!AnsweredNumber.safeParse(answer).success) return undefined;
    const isBelow = minimum !== null && hundredths(answer) < hundredths(minimum);
    const score = minimum === null || !isScored ? null : isBelow ? 0n : whole;
    return { answer, score, disqualifies: knockout && isBelow };
  }
  const choice = choices.find((one) => one.answer === answer);
  if (choice)
    return {
      answer,
      score: isScored ? hundredths(choice.score) : null,
      disqualifies: choice.disqualifies,
    };
  if (kind === 'choice' || (answer !== 'yes' && answer !== 'no')) return undefined;
  return { answer, score: !isScored ? null : answer === 'yes' ? whole : 0n, disqualifies: false };
}

/**
 * The mean of the scores by weight, 0 to 100 as a decimal string of scale 2, half up; a scored question without an
 * answer counts 0. Null where nothing is scored.
 */
export function scoreOf(judged: readonly { question: Asked; answer: Judged | undefined }[]): string | null {
  let weights = 0n;
  let total = 0n;
  for (const { question, answer } of judged) {
    const isScored = question.kind !== 'text' && (question.kind !== 'number' || question.minimum !== null);
    if (!isScored) continue;
    const weight = hundredths(question.weight);
    weights += weight;
    total += weight * (answer?.score ?? 0n);
  }
  return weights === 0n ? null : shown((2n * total + weights) / (2n * weights));
}
