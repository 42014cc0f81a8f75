import { Problem } from '../../kernel/errors.ts';
import { inHalves } from '../../kernel/in-halves.ts';
import type { Context, Outcome } from '../../kernel/operation.ts';
import type { NewRow } from '../../kernel/transaction.ts';
import { holdAssignment } from '../assignments/index.ts';
import { attachFiles } from '../files/index.ts';
import { claimOf, placedOn, receiptsOf, reckoned, type Placed } from './claiming.ts';
import { expenseLife } from './lifecycle.ts';
import { expenseCreated, told } from './model/expense.ts';
import type { Claimed } from './model/amount.ts';
import { categoriesOf, type CategoryRow, type ExpenseRow } from './store/claims.ts';
import { expenses } from './tables.ts';

/** What whoever claims says of an expense. */
export interface Stated extends Claimed {
  assignmentId: string;
  categoryId: string;
  note?: string | undefined;
  fileIds: readonly string[];
}

interface Planned {
  values: NewRow<typeof expenses>;
  fileIds: readonly string[];
}

async function plan(
  { categoryId, note, fileIds, ...claimed }: Stated,
  placed: Placed,
  category: CategoryRow,
  context: Context,
): Promise<Planned> {
  const came = await reckoned(placed, category, claimed, context);
  const { id, programId, facilityId, unitId, vendorId, workerId } = placed.assignment;
  const values = {
    assignmentId: id,
    categoryId,
    programId,
    facilityId,
    unitId,
    vendorId,
    workerId,
    incurredOn: claimed.incurredOn,
    ...claimOf(came, category),
    currency: placed.currency,
    note: note ?? null,
    state: expenseLife.initial,
  };
  return { values, fileIds };
}

async function insert(planned: readonly Planned[], context: Context): Promise<ExpenseRow[]> {
  const rows = await context.tx.insert(
    expenses,
    planned.map(({ values }) => values),
  );
  for (const [place, row] of rows.entries())
    await attachFiles(planned[place]!.fileIds, receiptsOf(row), context);
  return rows;
}

/** States expenses, each of an assignment that has begun; a refused one is a problem and harms no other. */
export async function createAll(
  inputs: readonly Stated[],
  context: Context,
): Promise<(Outcome<ExpenseRow> | Problem)[]> {
  const placed = new Map<string, Placed | Problem>();
  for (const id of [...new Set(inputs.map(({ assignmentId }) => assignmentId))].toSorted()) {
    await holdAssignment(id, context);
    placed.set(id, await context.attempt(() => placedOn(id, context)));
  }
  const categories = await categoriesOf(
    inputs.map(({ categoryId }) => categoryId),
    context,
  );
  const plans: (Planned | Problem)[] = [];
  for (const input of inputs) {
    const where = placed.get(input.assignmentId)!;
    const category = categories.get(input.categoryId)!;
    plans.push(
      where instanceof Problem ? where : await context.attempt(() => plan(input, where, category, context)),
    );
  }
  const sound = plans.flatMap((one) => (one instanceof Problem ? [] : [one]));
  const inserted = await inHalves(sound, (some) => insert(some, context), context);
  const rows = new Map(sound.map((one, place) => [one, inserted[place]!]));
  return plans.map((one) => {
    const row = one instanceof Problem ? one : rows.get(one)!;
    return row instanceof Problem ? row : { result: row, events: [expenseCreated(row, told(row))] };
  });
}
