import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { assignmentNotActive, holdAssignment } from '../../assignments/index.ts';
import { attachFiles, fileIdsInput, fileNotReady } from '../../files/index.ts';
import { timePeriodLocked } from '../../time/index.ts';
import { claimOf, placedOn, receiptsOf, reckoned } from '../claiming.ts';
import { expenseLife } from '../lifecycle.ts';
import { categoryArchived, PositiveAmount } from '../model/category.ts';
import { expenseChanged, Quantity, told } from '../model/expense.ts';
import { expense } from '../nouns/expense.ts';
import { permissions } from '../policy.ts';
import { categoriesOf } from '../store/claims.ts';
import { expenses } from '../tables.ts';

export const updateExpense = command({
  name: 'updateExpense',
  summary:
    'State an expense anew before it is handed in, or after it was rejected: absent keeps, null clears; receipts are added.',
  rest: 'PATCH /expenses/{expenseId}',
  permission: permissions.claim,
  input: z.strictObject({
    expenseId: reference('expense'),
    categoryId: reference('expenseCategory').optional(),
    incurredOn: Day.optional(),
    quantity: Quantity.nullish(),
    amount: PositiveAmount.nullish(),
    note: text(2_000).nullish(),
    fileIds: fileIdsInput,
  }),
  output: expense,
  errors: [stepNotAllowed, assignmentNotActive, categoryArchived, timePeriodLocked, fileNotReady],
  async handle({ expenseId, fileIds, categoryId, incurredOn, quantity, amount, note }, context) {
    const row = await context.take(expenses, expenseId);
    await holdAssignment(row.assignmentId, context);
    const state = step(expenseLife, 'update', row.state);
    const placed = await placedOn(row.assignmentId, context);
    const wanted = categoryId ?? row.categoryId;
    const category = (await categoriesOf([wanted], context)).get(wanted)!;
    // An amount that was stated goes on as it is; one that was reckoned is reckoned anew.
    const stated = row.quantity === null && category.kind === 'amount' ? row.amount : null;
    const claimed = {
      incurredOn: incurredOn ?? row.incurredOn,
      quantity: quantity === undefined && category.kind !== 'amount' ? row.quantity : quantity,
      amount: amount === undefined ? stated : amount,
    };
    const came = await reckoned(placed, category, claimed, context);
    const changed = await context.tx.change(expenses, row, {
      categoryId: wanted,
      incurredOn: claimed.incurredOn,
      ...claimOf(came, category),
      ...(note !== undefined && { note }),
      isOverCap: false,
      isPossibleDuplicate: false,
      rejectedBecause: null,
      state,
    });
    await attachFiles(fileIds, receiptsOf(changed), context);
    return { result: changed, events: [expenseChanged(changed, told(changed))] };
  },
});
