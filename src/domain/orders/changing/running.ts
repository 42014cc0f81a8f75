import { invalidInput } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { differences } from '../../identifiers/index.ts';
import { orderChangePending, raised, surgeRunning } from '../model/change.ts';
import { withAuthor } from '../model/order.ts';
import { fault } from '../model/term-rules.ts';
import type { Moved } from '../routing.ts';
import type { OrderRow } from '../store.ts';
import { pendingChangeOf } from '../store/changes.ts';
import type { orders } from '../tables.ts';
import { applyTerms } from './apply.ts';
import { proposeChange } from './propose.ts';

type Change = Changes<typeof orders>;

// Who may be proposed, and to which vendors an order is given, follows from them.
const fixed = ['profession', 'specialty'] as const;
// What the end of a surge returns to.
const surged = ['billRate', 'maxBillRate', 'postedRateFrom', 'postedRateTo'] as const;

function assertChangeable(row: OrderRow, changes: Change): void {
  const errors = fixed
    .filter((key) => key in changes)
    .map((key) => fault(`/${key}`, 'fixed_once_open', 'It stands once the order is open.'));
  if (row.type !== 'per_diem' && (changes.positions ?? row.positions) < row.positions)
    errors.push(
      fault('/positions', 'cancel_positions', 'Openings of an open order are canceled one by one.'),
    );
  if (errors.length > 0) throw invalidInput({ errors });
  if (row.surgeKind !== null && surged.some((key) => key in changes)) throw surgeRunning();
}

/**
 * Changes an order that is open, partially filled or held. What makes it cost more is asked of its approvers, where a
 * policy has any, and the order keeps all its terms until they agree; anything else holds at once.
 */
export async function changeRunning(row: OrderRow, changes: Change, context: Context): Promise<Moved> {
  assertChangeable(row, changes);
  const next = { ...row, ...changes } as OrderRow;
  const isMaterial = raised(row, next).length > 0;
  const pending = await pendingChangeOf(row.id, context);
  // What waits must still make sense, and say the last word, when it is decided.
  if (pending && (isMaterial || Object.keys(changes).some((key) => isBoundBy(key, pending.after))))
    throw orderChangePending();
  const told = { ...changes, authors: withAuthor(row.authors, context.actor) };
  return isMaterial
    ? proposeChange(row, { kind: 'terms', changes: told }, context)
    : applyTerms(row, told, context);
}

// What follows from the rest is reckoned anew when the change is applied.
const following = new Set(['estimatedCost', 'weeks']);

const byKey = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1);
// JSON keeps the members of an object in an order of its own.
const comparable = (terms: object): object =>
  'customValues' in terms
    ? { ...terms, customValues: Object.entries(terms.customValues as object).toSorted(byKey) }
    : terms;

/** Whether a change that waits for its approvers asks for all of this already, as who syncs orders tells it again. */
export async function isAskedAlready(row: OrderRow, changes: Change, context: Context): Promise<boolean> {
  const pending = await pendingChangeOf(row.id, context);
  if (pending?.kind !== 'terms') return false;
  return Object.keys(
    differences<typeof orders>(comparable(pending.after) as OrderRow, comparable(changes)),
  ).every((key) => following.has(key));
}

const bound = new Set([
  'positions',
  'startsOn',
  'endsOn',
  'weeks',
  'hoursPerWeek',
  'guaranteedHours',
  'billRate',
  'maxBillRate',
  'postedRateFrom',
  'postedRateTo',
  'payRateFrom',
  'payRateTo',
  'salaryFrom',
  'salaryTo',
  'placementFeeEstimate',
]);

/** Terms that are checked together change together: none of them while a change of one waits. */
const isBoundBy = (key: string, after: object): boolean =>
  key in after || (bound.has(key) && Object.keys(after).some((other) => bound.has(other)));
