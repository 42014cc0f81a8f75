import { compare, parseAmount, parseRate } from '../../../kernel/money.ts';

/** What is known of a subject beside its amount; absent is unknown, a null specialty is none. Rates per hour. */
export interface ApprovalFacts {
  orderType?: string;
  profession?: string;
  specialty?: string | null;
  billRate?: string;
  /** By how many percent the bill rate is above the card's; null where no card says. */
  overCardPercent?: string | null;
}

/** When a step is needed: all that it says must hold. */
export interface StepConditions {
  minimumAmount?: string | null | undefined;
  orderTypes?: readonly string[] | null | undefined;
  professions?: readonly string[] | null | undefined;
  specialties?: readonly string[] | null | undefined;
  overCardPercent?: string | null | undefined;
}

export const conditionNames = [
  'minimum_amount',
  'order_types',
  'professions',
  'specialties',
  'over_card_percent',
] as const;
export const answers = ['holds', 'fails', 'unknown'] as const;

/** One condition and what the facts say to it; `unknown` counts as holding. */
export interface Judged {
  condition: (typeof conditionNames)[number];
  answer: (typeof answers)[number];
}

const answerOf = (known: boolean, holds: () => boolean): Judged['answer'] =>
  known ? (holds() ? 'holds' : 'fails') : 'unknown';

const among = (list: readonly string[], value: string | null | undefined) =>
  answerOf(value !== undefined, () => value !== null && list.includes(value!));

/** What speaks for and against a step: every condition that it has, by what is known of the subject. */
export function judgeConditions(
  conditions: StepConditions,
  amount: string | null,
  facts: ApprovalFacts = {},
): Judged[] {
  const { minimumAmount, orderTypes, professions, specialties, overCardPercent } = conditions;
  const judged: Judged[] = [];
  if (minimumAmount != null)
    judged.push({
      condition: 'minimum_amount',
      answer: answerOf(amount !== null, () => compare(parseAmount(amount!), parseAmount(minimumAmount)) > 0),
    });
  if (orderTypes) judged.push({ condition: 'order_types', answer: among(orderTypes, facts.orderType) });
  if (professions) judged.push({ condition: 'professions', answer: among(professions, facts.profession) });
  if (specialties) judged.push({ condition: 'specialties', answer: among(specialties, facts.specialty) });
  if (overCardPercent != null)
    judged.push({
      condition: 'over_card_percent',
      answer: answerOf(
        facts.overCardPercent != null,
        () => compare(parseRate(facts.overCardPercent!), parseRate(overCardPercent)) > 0,
      ),
    });
  return judged;
}

/** Whether a step is asked: no condition of it fails. What nobody knows is asked for. */
export const isNeeded = (
  conditions: StepConditions,
  amount: string | null,
  facts: ApprovalFacts = {},
): boolean => judgeConditions(conditions, amount, facts).every(({ answer }) => answer !== 'fails');
