import { z } from 'zod';
import { query } from '../../../../kernel/operation.ts';
import { Day, reference } from '../../../../kernel/shapes.ts';
import { BudgetBurn } from '../model.ts';
import { permissions } from '../policy.ts';
import { burnOfBudgets } from '../store/burned.ts';

export const costCenterBudgetBurn = query({
  name: 'costCenterBudgetBurn',
  summary:
    'What is used of each budget of a program: the parts of items that its cost center bears, in the period in which their last day lies.',
  rest: 'GET /programs/{programId}/cost-center-budget-burn',
  permission: permissions.readBurn,
  input: z.strictObject({
    programId: reference('program'),
    on: Day.optional().meta({ description: 'Budgets in force on this day; absent: all.' }),
  }),
  output: z.strictObject({ rows: z.array(BudgetBurn) }).meta({ id: 'CostCenterBudgetBurns' }),
  rows: 'rows',
  handle: async (question, context) => ({ rows: await burnOfBudgets(question, context) }),
});
