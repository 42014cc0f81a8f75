import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { Problem, refuse } from '../../../kernel/errors.ts';
import { madeInHalves } from '../../../kernel/in-halves.ts';
import { bulkCommand, type Context } from '../../../kernel/operation.ts';
import type { NewRow } from '../../../kernel/transaction.ts';
import { budgetCreated, budgetOverlaps, BudgetTerms } from '../model/budget.ts';
import { ascending, assertOwnPart, boundOfWholeProgram } from '../model/bounds.ts';
import { costCenterBudget } from '../nouns/budget.ts';
import { permissions } from '../policy.ts';
import { centersOf, type Center } from '../store/centers.ts';
import { costCenterBudgets } from '../tables.ts';

function rowOf(terms: BudgetTerms, center: Center, { actor }: Context): NewRow<typeof costCenterBudgets> {
  const { costCenterId, periodStart, periodEnd, amount, thresholds } = terms;
  if (periodEnd < periodStart) throw refuse('/periodEnd', 'before_start', 'The end is before the start.');
  assertOwnPart({ facilityId: center.facilityId, unitId: null }, actor);
  return {
    ...center,
    costCenterId,
    amount,
    period: rangeOf(daysBetween(periodStart, periodEnd)),
    thresholds: ascending(thresholds),
  };
}

export const createCostCenterBudget = bulkCommand({
  name: 'createCostCenterBudget',
  summary: 'Say what a cost center may cost in a period; budgets of a center never overlap.',
  rest: 'POST /cost-center-budgets',
  permission: permissions.manageBudgets,
  input: BudgetTerms,
  output: costCenterBudget,
  errors: [budgetOverlaps, boundOfWholeProgram],
  bulk: {
    name: 'createCostCenterBudgets',
    rest: 'POST /cost-center-budgets/bulk',
    summary: 'Add up to 1,000 budgets, with a result for each row.',
  },
  async handleMany(inputs, context) {
    const centers = await centersOf([...new Set(inputs.map(({ costCenterId }) => costCenterId))], context);
    const made = await madeInHalves(
      inputs,
      (terms) => rowOf(terms, centers.get(terms.costCenterId)!, context),
      (some) => context.tx.insert(costCenterBudgets, some),
      context,
    );
    return made.map((result) =>
      result instanceof Problem ? result : { result, events: [budgetCreated(result, {})] },
    );
  },
});
