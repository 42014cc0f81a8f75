import { z } from 'zod';
import { archiveCommands } from '../../../kernel/archive-command.ts';
import { daysBetween, lastDayOf, rangeOf, spanOf } from '../../../kernel/day-range.ts';
import { refuse } from '../../../kernel/errors.ts';
import { parseAmount } from '../../../kernel/money.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
import { budgetArchived, budgetChanged, budgetOverlaps, budgetRestored } from '../model/budget.ts';
import { ascending, assertOwnPart, boundOfWholeProgram, SomeAmount, Thresholds } from '../model/bounds.ts';
import { costCenterBudget } from '../nouns/budget.ts';
import { permissions } from '../policy.ts';
import { costCenterBudgets } from '../tables.ts';

type Held = typeof costCenterBudgets.$inferSelect;
const partOf = (row: Pick<Held, 'facilityId'>) => ({ facilityId: row.facilityId, unitId: null });

export const updateCostCenterBudget = command({
  name: 'updateCostCenterBudget',
  summary: 'Change its amount, days or thresholds: absent keeps.',
  rest: 'PATCH /cost-center-budgets/{costCenterBudgetId}',
  permission: permissions.manageBudgets,
  input: z.strictObject({
    costCenterBudgetId: reference('costCenterBudget'),
    periodStart: Day.optional(),
    periodEnd: Day.optional(),
    amount: SomeAmount.optional(),
    thresholds: Thresholds.optional(),
  }),
  output: costCenterBudget,
  errors: [budgetOverlaps, boundOfWholeProgram],
  async handle({ costCenterBudgetId, periodStart, periodEnd, amount, thresholds }, context) {
    const row = await context.take(costCenterBudgets, costCenterBudgetId);
    assertOwnPart(partOf(row), context.actor);
    const span = spanOf(row.period);
    const [first, last] = [periodStart ?? span.from, periodEnd ?? lastDayOf(span)!];
    if (last < first) throw refuse('/periodEnd', 'before_start', 'The end is before the start.');
    const changes = differences(row, {
      ...(amount && { amount: parseAmount(amount) }),
      ...(thresholds && { thresholds: ascending(thresholds) }),
      period: rangeOf(daysBetween(first, last)),
    });
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(costCenterBudgets, row, changes);
    return { result: changed, events: [budgetChanged(changed, {})] };
  },
});

/** `archiveCostCenterBudget` and `restoreCostCenterBudget`. */
export const budgetShelving = archiveCommands({
  noun: costCenterBudget,
  table: costCenterBudgets,
  permission: permissions.manageBudgets,
  archived: budgetArchived,
  restored: budgetRestored,
  summary: 'Take it out of use: nothing is measured by it.',
  assertMay: (row, { actor }) => assertOwnPart(partOf(row as unknown as Held), actor),
  errors: [boundOfWholeProgram],
  restoreErrors: [budgetOverlaps],
});
