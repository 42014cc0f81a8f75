import { invalidInput, refuse } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { barAuthor, withdrawApproval } from '../../approvals/index.ts';
import { checkedCustomValues, type ToldValues } from '../../custom-fields/index.ts';
import { attachFiles } from '../../files/index.ts';
import { differences } from '../../identifiers/index.ts';
import { changeRunning, isAskedAlready } from '../changing/running.ts';
import { orderLife } from '../lifecycle/order.ts';
import { orderChanged, withAuthor } from '../model/order.ts';
import { fault } from '../model/term-rules.ts';
import { canonical, priced } from '../model/terms.ts';
import { moveOrder } from '../move.ts';
import { routeOrder, type Moved } from '../routing.ts';
import type { OrderRow } from '../store.ts';
import type { orders } from '../tables.ts';
import { isAhead } from '../taking.ts';
import { assertUnlocked } from './locks.ts';

/** What is told anew of an order: terms by name, absent keeps, null clears; its custom values whole; further files. */
export interface Revision {
  terms: object;
  customValues: ToldValues['values'] | undefined;
  fileIds: readonly string[];
}

// What approvers agreed to, and what chose them: another price, headcount or profession is asked of them anew.
const askedAnew = [
  'profession',
  'specialty',
  'positions',
  'weeks',
  'hoursPerWeek',
  'billRate',
  'maxBillRate',
  'salaryFrom',
  'salaryTo',
  'placementFeeEstimate',
] as const;

/** Changes an order that is not open yet; what its approvers agreed to is asked of them anew. */
async function changeWaiting(
  row: OrderRow,
  told: Changes<typeof orders>,
  changed: string[],
  context: Context,
): Promise<Moved> {
  const changes = { ...told, authors: withAuthor(row.authors, context.actor) };
  if (row.state !== 'draft' && askedAnew.some((key) => key in changes)) {
    const withdrawn = await withdrawApproval({ noun: 'order', id: row.id }, context);
    const routed = await routeOrder(row, 'update', changes, context);
    const facts = [orderChanged(routed.order, { changed }), ...withdrawn, ...routed.facts];
    return { ...routed, facts };
  }
  const moved = await moveOrder(row, 'update', { to: row.state, changes }, context);
  const barred = await barAuthor({ noun: 'order', id: row.id }, context);
  return {
    order: moved.order,
    facts: [orderChanged(moved.order, { changed }), ...moved.facts, ...barred],
    timers: [],
  };
}

const sorted = (values: Readonly<Record<string, string>>) =>
  JSON.stringify(Object.entries(values).toSorted(([one], [other]) => (one < other ? -1 : 1)));

async function customChange(
  row: OrderRow,
  told: ToldValues['values'] | undefined,
  context: Context,
): Promise<Changes<typeof orders>> {
  if (told === undefined) return {};
  const { programId, customValues: held, state } = row;
  const values = await checkedCustomValues(
    { noun: 'order', programId, values: told, held, partial: state === 'draft' },
    context,
  );
  return sorted(values) === sorted(held) ? {} : { customValues: values };
}

/** The members of the order that differ, with what follows from them. */
function differing(row: OrderRow, told: object, now: string): Changes<typeof orders> {
  const given = canonical(
    Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)),
  ) as Partial<OrderRow>;
  assertUnlocked(row.lockedFields, row as never, given);
  const cleared = (['profession', 'reason'] as const).filter((key) => given[key] === null);
  if (cleared.length > 0)
    throw invalidInput({ errors: cleared.map((key) => fault(`/${key}`, 'required', 'It is needed.')) });
  const terms = { ...row, ...given };
  if (given.respondBy && !isAhead(given.respondBy, now))
    throw refuse('/respondBy', 'in_past', 'The time to respond is past.');
  return differences(row, { ...given, ...priced(terms) });
}

/**
 * Changes what is told of an order, in whichever state it may be changed; undefined where all is so already. Of one
 * that is open what costs more waits for its approvers. `step_not_allowed` in another state.
 */
export async function reviseOrder(
  row: OrderRow,
  { terms, customValues, fileIds }: Revision,
  context: Context,
): Promise<Moved | undefined> {
  step(orderLife, 'update', row.state, row.state);
  const changes = {
    ...differing(row, terms, context.now),
    ...(await customChange(row, customValues, context)),
  };
  const { id, programId, facilityId } = row;
  await attachFiles(fileIds, { noun: 'order', id, dataClass: 'general', programId, facilityId }, context);
  const changed = [...Object.keys(changes), ...(fileIds.length > 0 ? ['files'] : [])];
  if (changed.length === 0) return undefined;
  const waits = ['draft', 'pending_approval', 'approval_paused'].includes(row.state);
  if (waits) return changeWaiting(row, changes, changed, context);
  if (fileIds.length === 0 && (await isAskedAlready(row, changes, context))) return undefined;
  return changeRunning(row, changes, context);
}
