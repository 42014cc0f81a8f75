import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { SomeAmount, Thresholds } from './bounds.ts';

export const BudgetTerms = z.strictObject({
  costCenterId: reference('costCenter'),
  periodStart: Day,
  periodEnd: Day.meta({ description: 'The last day.' }),
  amount: SomeAmount,
  thresholds: Thresholds.default([]),
});
export type BudgetTerms = z.output<typeof BudgetTerms>;

export const budgetOverlaps = declareError(
  'budget_overlaps',
  'conflict',
  'Another budget of this cost center is for some of these days.',
);

const fact = factsFor(['operator', 'client'], z.strictObject({}));

export const budgetCreated = fact('cost_center_budget.created', 'A cost center has a budget for a period.');
export const budgetChanged = fact('cost_center_budget.changed', 'A budget has another amount or period.');
export const budgetArchived = fact('cost_center_budget.archived', 'A budget was taken out of use.');
export const budgetRestored = fact('cost_center_budget.restored', 'A budget is in use again.');
