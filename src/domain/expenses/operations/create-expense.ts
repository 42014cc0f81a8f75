import { z } from 'zod';
import { Problem } from '../../../kernel/errors.ts';
import { bulkCommand, type Context, type Outcome } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { assignmentForTime, assignmentNotActive, holdAssignment } from '../../assignments/index.ts';
import { attachFiles, fileIdsInput, fileNotReady } from '../../files/index.ts';
import { timePeriodLocked } from '../../time/index.ts';
import { claimOf, currencyOf, receiptsOf, reckoned } from '../claiming.ts';
import { expenseLife } from '../lifecycle.ts';
import { categoryArchived, PositiveAmount } from '../model/category.ts';
import { expenseCreated, Quantity, told } from '../model/expense.ts';
import { expense } from '../nouns/expense.ts';
import { permissions } from '../policy.ts';
import { categoriesOf, type CategoryRow, type ExpenseRow } from '../store/claims.ts';
import { expenses } from '../tables.ts';

const input = z.strictObject({
  assignmentId: reference('assignment'),
  categoryId: reference('expenseCategory'),
  incurredOn: Day,
  quantity: Quantity.optional().meta({
    description: 'Miles, or the part of the day, of a category with rates.',
  }),
  amount: PositiveAmount.optional().meta({ description: 'What was spent, of a category without.' }),
  note: text(2_000).optional(),
  fileIds: fileIdsInput.meta({ description: 'Receipts, by the ids of clean files of one’s own.' }),
});

async function createOne(
  { assignmentId, categoryId, fileIds, note, ...claimed }: z.output<typeof input>,
  categories: ReadonlyMap<string, CategoryRow>,
  context: Context,
): Promise<Outcome<ExpenseRow>> {
  const assignment = await assignmentForTime(assignmentId, context);
  const category = categories.get(categoryId)!;
  const came = await reckoned(assignment, category, claimed, context);
  const { programId, facilityId, unitId, vendorId, workerId } = assignment;
  const [row] = await context.tx.insert(expenses, [
    {
      assignmentId,
      categoryId,
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      incurredOn: claimed.incurredOn,
      ...claimOf(came, category),
      currency: await currencyOf(assignment, context),
      note: note ?? null,
      state: expenseLife.initial,
    },
  ]);
  await attachFiles(fileIds, receiptsOf(row!), context);
  return { result: row!, events: [expenseCreated(row!, told(row!))] };
}

export const createExpense = bulkCommand({
  name: 'createExpense',
  summary:
    'State what was spent on a day of an assignment, with its receipts; it is handed in by submitExpense.',
  rest: 'POST /expenses',
  permission: permissions.claim,
  input,
  output: expense,
  errors: [assignmentNotActive, categoryArchived, timePeriodLocked, fileNotReady],
  bulk: {
    name: 'createExpenses',
    rest: 'POST /expenses/bulk',
    summary: 'State up to 1,000 expenses, with a result for each row.',
  },
  async handleMany(inputs, context): Promise<(Outcome<{ id: string }> | Problem)[]> {
    for (const id of [...new Set(inputs.map(({ assignmentId }) => assignmentId))].toSorted())
      await holdAssignment(id, context);
    const categories = await categoriesOf(
      inputs.map(({ categoryId }) => categoryId),
      context,
    );
    const outcomes: (Outcome<{ id: string }> | Problem)[] = [];
    for (const each of inputs)
      outcomes.push(await context.attempt(() => createOne(each, categories, context)));
    return outcomes;
  },
});
