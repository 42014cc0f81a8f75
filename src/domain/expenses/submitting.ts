import { Problem } from '../../kernel/errors.ts';
import type { Fact, TimerFact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import { compare, parseAmount } from '../../kernel/money.ts';
import type { Context, Outcome } from '../../kernel/operation.ts';
import { startApproval } from '../approvals/index.ts';
import { holdAssignment } from '../assignments/index.ts';
import { claimOf, placedOn, reckoned, type Placed } from './claiming.ts';
import { expenseLife } from './lifecycle.ts';
import type { Reckoned } from './model/amount.ts';
import { brokenCap, capStep, judgeCaps } from './model/caps.ts';
import {
  expenseRouted,
  expenseSubmitted,
  noteMissing,
  overCap,
  receiptMissing,
  told,
} from './model/expense.ts';
import {
  categoriesOf,
  countedOf,
  holdClaims,
  isRepeated,
  partiesOf,
  withReceipt,
  type CategoryRow,
  type ExpenseRow,
} from './store/claims.ts';
import { expenses } from './tables.ts';

/** What many claims are judged by, read once for all of them. */
interface Grounds {
  categories: ReadonlyMap<string, CategoryRow>;
  /** Grows by each that is handed in. */
  counted: ExpenseRow[];
  receipts: ReadonlySet<string>;
  placed: ReadonlyMap<string, Placed | Problem>;
  /** Who is a party of each assignment's claims, as its users. */
  parties: ReadonlyMap<string, readonly string[]>;
}

const isDemanded = ({ receiptAbove }: CategoryRow, { amount }: Reckoned): boolean =>
  receiptAbove !== null && compare(amount, parseAmount(receiptAbove)) > 0;

/** Judges a claim by its category's caps: whether it is over one that lets it be, and what each said. */
function judged(row: ExpenseRow, came: Reckoned, category: CategoryRow, counted: readonly ExpenseRow[]) {
  const same = counted.filter(
    (other) =>
      other.id !== row.id && other.assignmentId === row.assignmentId && other.categoryId === category.id,
  );
  const caps = judgeCaps(category, same, row.incurredOn);
  const broken = brokenCap(caps, came.amount);
  if (broken && category.overCap === 'refuse') {
    const { cap, maximum, left } = broken;
    throw overCap({
      detail: `At most ${maximum} per ${cap}; ${left} is left.`,
      facts: { cap, maximum, left },
    });
  }
  return {
    isOverCap: broken !== undefined,
    explanation: [came.step, ...caps.map((one) => capStep(one, came.amount))],
  };
}

async function route(
  row: ExpenseRow,
  authors: readonly string[],
  context: Context,
): Promise<{ to: 'submitted' | 'pending_approval'; events: Fact[]; timers: TimerFact[] }> {
  const { id, programId, facilityId, unitId, version, amount } = row;
  const { state, events, timers } = await startApproval(
    {
      subject: { noun: 'expense', id, programId, facilityId, unitId, version },
      amount,
      authors,
    },
    context,
  );
  return { to: state === 'none' ? 'submitted' : 'pending_approval', events, timers };
}

async function submitOne(
  id: string,
  { categories, counted, receipts, placed, parties }: Grounds,
  context: Context,
): Promise<Outcome<ExpenseRow>> {
  const row = await context.take(expenses, id);
  step(expenseLife, 'submit', row.state);
  const category = categories.get(row.categoryId)!;
  const where = placed.get(row.assignmentId)!;
  if (where instanceof Problem) throw where;
  const { incurredOn, quantity } = row;
  const claimed = { incurredOn, quantity, amount: quantity === null ? row.amount : null };
  const came = await reckoned(where, category, claimed, context);
  if (isDemanded(category, came) && !receipts.has(id)) throw receiptMissing();
  if (category.requiresNote && row.note === null) throw noteMissing();
  const { isOverCap, explanation } = judged(row, came, category, counted);
  const { to, events, timers } = await route(
    { ...row, amount: came.amount },
    parties.get(row.assignmentId)!,
    context,
  );
  const stated = await context.tx.change(expenses, row, {
    ...claimOf(came, category),
    explanation,
    isOverCap,
    isPossibleDuplicate: await isRepeated(row, came.amount, context),
    state: step(expenseLife, 'submit', row.state, to),
    submittedAt: context.now,
    submittedBy: context.actor.membershipId,
  });
  counted.push(stated);
  const handedIn = to === 'submitted' ? expenseSubmitted : expenseRouted;
  return { result: stated, events: [handedIn(stated, told(stated)), ...events], timers };
}

/**
 * Hands in claims one after the other, each judged by what was handed in before it, also of these; a refused one harms
 * no other. Caps hold however many hand in at once: claims of an assignment are taken one at a time.
 */
export async function submitAll(
  ids: readonly string[],
  context: Context,
): Promise<(Outcome<ExpenseRow> | Problem)[]> {
  // Everything is held in one order before the first is judged: two calls of many cannot wait for each other.
  const held = await context.tx.takeAll(expenses, ids);
  const seen = [...held.values()];
  const assignmentIds = [...new Set(seen.map(({ assignmentId }) => assignmentId))].toSorted();
  const placed = new Map<string, Placed | Problem>();
  const parties = new Map<string, readonly string[]>();
  for (const id of assignmentIds) {
    await holdAssignment(id, context);
    placed.set(id, await context.attempt(() => placedOn(id, context)));
    parties.set(
      id,
      await partiesOf(
        seen.find(({ assignmentId }) => assignmentId === id)!,
        context,
      ),
    );
  }
  await holdClaims(assignmentIds, context);
  const grounds: Grounds = {
    categories: await categoriesOf(
      seen.map(({ categoryId }) => categoryId),
      context,
    ),
    counted: await countedOf(seen, context),
    receipts: await withReceipt(ids, context),
    placed,
    parties,
  };
  const outcomes: (Outcome<ExpenseRow> | Problem)[] = [];
  for (const id of ids) outcomes.push(await context.attempt(() => submitOne(id, grounds, context)));
  return outcomes;
}
