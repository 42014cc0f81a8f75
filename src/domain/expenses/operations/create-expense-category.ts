import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import {
  assertRated,
  categoryCodeTaken,
  categoryCreated,
  CategoryCode,
  categoryName,
  categoryRules,
  ExpenseKind,
} from '../model/category.ts';
import { expenseCategory } from '../nouns/category.ts';
import { permissions } from '../policy.ts';
import { expenseCategories } from '../tables.ts';

const {
  rates,
  maximumPerItem,
  maximumPerDay,
  maximumPerWeek,
  maximumPerAssignment,
  weekStartsOn,
  overCap,
  receiptAbove,
  requiresNote,
  isPassThrough,
  treatment,
  travelDays,
} = categoryRules;

export const createExpenseCategory = command({
  name: 'createExpenseCategory',
  summary:
    'Say what else workers of a program are paid: by which rates, within which caps, with which papers.',
  rest: 'POST /expense-categories',
  permission: permissions.manageCategories,
  input: z.strictObject({
    programId: reference('program'),
    code: CategoryCode,
    name: categoryName,
    kind: ExpenseKind,
    rates: rates.default([]),
    maximumPerItem: maximumPerItem.default(null),
    maximumPerDay: maximumPerDay.default(null),
    maximumPerWeek: maximumPerWeek.default(null),
    maximumPerAssignment: maximumPerAssignment.default(null),
    weekStartsOn: weekStartsOn.default('sunday'),
    overCap: overCap.default('refuse'),
    receiptAbove: receiptAbove.default(null),
    requiresNote: requiresNote.default(false),
    isPassThrough: isPassThrough.default(true),
    treatment: treatment.default('exclude'),
    travelDays: travelDays.default(0),
  }),
  example: {
    programId: '0198c0de-0000-7000-8000-000000000001',
    code: 'mileage',
    name: 'Mileage',
    kind: 'mileage',
    rates: [{ from: '2026-01-01', rate: '0.7250' }],
    maximumPerWeek: '250.00',
  },
  output: expenseCategory,
  errors: [categoryCodeTaken],
  async handle(given, context) {
    assertRated(given);
    const [row] = await context.tx.insert(expenseCategories, [given]);
    return { result: row!, events: [categoryCreated(row!, {})] };
  },
});
