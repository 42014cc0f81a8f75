import { z } from 'zod';
import { declareError, refuse } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { Amount, Day, oneOf, Rate, text } from '../../../kernel/shapes.ts';
import { weekdays } from '../../../kernel/week.ts';

export const ExpenseKind = oneOf('ExpenseKind', ['amount', 'mileage', 'per_diem']);
/** What is over a cap is refused, or handed in with a flag that its approver must answer. */
export const OverCap = oneOf('ExpenseOverCap', ['refuse', 'flag']);
export const Weekday = oneOf('Weekday', weekdays);
/**
 * Whether a payment is part of the regular rate that overtime is paid by. A bona fide expense is not; a per diem that falls
 * with missed hours, or is paid regardless of expense, is wages: 29 CFR 778.217(d).
 */
export const ExpenseTreatment = oneOf('ExpenseTreatment', ['exclude', 'include']);

export const CategoryCode = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'A category’s code is lower-case letters, digits and _.')
  .meta({ examples: ['lodging'] });

/** What a mile or a day is paid from a day on. */
export const ExpenseRate = z
  .strictObject({ from: Day, rate: Rate.refine((value) => /[1-9]/.test(value), 'A rate is above zero.') })
  .meta({ id: 'ExpenseRate' });
export type ExpenseRate = z.output<typeof ExpenseRate>;

export const ExpenseRates = z.array(ExpenseRate).max(100);

/** Money above zero. */
export const PositiveAmount = Amount.refine(
  (value) => !value.startsWith('-') && /[1-9]/.test(value),
  'It is above zero.',
);
const Threshold = Amount.refine((value) => !value.startsWith('-'), 'It is not below zero.');

/** The rules of a category besides what it is, as they are stated; money in the program's currency. */
export const categoryRules = {
  rates: ExpenseRates.meta({
    description: 'Of mileage and per diem: what a mile or a day is paid, each from its day on.',
  }),
  maximumPerItem: PositiveAmount.nullable(),
  maximumPerDay: PositiveAmount.nullable().meta({ description: 'Of one assignment, as all caps are.' }),
  maximumPerWeek: PositiveAmount.nullable(),
  maximumPerAssignment: PositiveAmount.nullable(),
  weekStartsOn: Weekday,
  overCap: OverCap,
  receiptAbove: Threshold.nullable().meta({
    description: 'A receipt is demanded of more than this; 0 of everything, null of nothing.',
  }),
  requiresNote: z.boolean(),
  isPassThrough: z.boolean().meta({ description: 'Whether the client is billed for it.' }),
  treatment: ExpenseTreatment,
  travelDays: z
    .int()
    .min(0)
    .max(30)
    .meta({ description: 'So many days before and after the assignment it may be of.' }),
};

export const categoryName = text(200);

export const categoryCodeTaken = declareError(
  'expense_category_code_taken',
  'conflict',
  'Another expense category of the program has this code.',
);
export const categoryArchived = declareError(
  'expense_category_archived',
  'conflict',
  'The category is archived: nothing more is claimed under it.',
);

const fact = factsFor(['operator', 'client'], z.strictObject({}));
export const categoryCreated = fact('expense_category.created', 'An expense category was created.');
export const categoryChanged = fact('expense_category.changed', 'The rules of an expense category changed.');
export const categoryWasArchived = fact('expense_category.archived', 'An expense category was archived.');
export const categoryRestored = fact('expense_category.restored', 'An expense category is used again.');

/** Refuses rates that do not fit the kind, two of one day, or out of the order of their days. */
export function assertRated({ kind, rates }: { kind: string; rates: readonly ExpenseRate[] }): void {
  if (kind === 'amount' && rates.length > 0)
    throw refuse('/rates', 'not_rated', 'Where amounts are stated there is no rate.');
  if (kind !== 'amount' && rates.length === 0)
    throw refuse('/rates', 'required', 'Say what a mile or a day is paid.');
  const unordered = rates.findIndex(({ from }, place) => place > 0 && from <= rates[place - 1]!.from);
  if (unordered !== -1)
    throw refuse(`/rates/${unordered}/from`, 'out_of_order', 'Rates follow each other by their days.');
}
