import { z } from 'zod';
import { archiveCommands } from '../../../kernel/archive-command.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { differences } from '../../identifiers/index.ts';
import {
  assertRated,
  categoryChanged,
  categoryName,
  categoryRestored,
  categoryRules,
  categoryWasArchived,
} from '../model/category.ts';
import { expenseCategory } from '../nouns/category.ts';
import { permissions } from '../policy.ts';
import { expenseCategories } from '../tables.ts';

export const updateExpenseCategory = command({
  name: 'updateExpenseCategory',
  summary:
    'Change the rules of a category: absent keeps, null lifts a cap. What is handed in already stands as it was judged.',
  rest: 'PATCH /expense-categories/{expenseCategoryId}',
  permission: permissions.manageCategories,
  input: z.strictObject({
    expenseCategoryId: reference('expenseCategory'),
    name: categoryName.optional(),
    ...z.strictObject(categoryRules).partial().shape,
  }),
  output: expenseCategory,
  async handle({ expenseCategoryId, ...wanted }, context) {
    const row = await context.take(expenseCategories, expenseCategoryId);
    const changes = differences(row, wanted as Changes<typeof expenseCategories>);
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    assertRated({ ...row, ...changes } as typeof row);
    const changed = await context.tx.change(expenseCategories, row, changes);
    return { result: changed, events: [categoryChanged(changed, {})] };
  },
});

/** `archiveExpenseCategory` and `restoreExpenseCategory`; what was claimed by it stays. */
export const categoryShelving = archiveCommands({
  noun: expenseCategory,
  table: expenseCategories,
  permission: permissions.manageCategories,
  archived: categoryWasArchived,
  restored: categoryRestored,
  summary: 'Take it out of use: nothing more is claimed by it.',
});
