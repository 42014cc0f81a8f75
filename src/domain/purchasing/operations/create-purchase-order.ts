import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { Problem } from '../../../kernel/errors.ts';
import { inHalves } from '../../../kernel/in-halves.ts';
import { bulkCommand, type Context } from '../../../kernel/operation.ts';
import type { NewRow } from '../../../kernel/transaction.ts';
import { ascending, assertOwnPart, boundOfWholeProgram } from '../model/bounds.ts';
import {
  purchaseOrderCreated,
  purchaseOrderNumberTaken,
  PurchaseOrderTerms,
} from '../model/purchase-order.ts';
import { purchaseOrder } from '../nouns/purchase-order.ts';
import { permissions } from '../policy.ts';
import { idsNamed, scopeOf, type Implied } from '../scope.ts';
import { currenciesOf, impliedBy } from '../store/places.ts';
import { purchaseOrders } from '../tables.ts';

type Known = { places: ReadonlyMap<string, Implied>; currencies: ReadonlyMap<string, string> };

function rowOf(terms: PurchaseOrderTerms, known: Known, { actor }: Context): NewRow<typeof purchaseOrders> {
  const { programId, number, description = null, amount, whenExhausted } = terms;
  const scope = scopeOf(terms, known.places);
  assertOwnPart(scope, actor);
  return {
    programId,
    number,
    description,
    amount,
    whenExhausted,
    ...scope,
    currency: known.currencies.get(programId)!,
    effective: rangeOf(daysBetween(terms.effectiveFrom, terms.effectiveTo)),
    thresholds: ascending(terms.thresholds),
    state: 'open',
  };
}

const placed = (
  terms: PurchaseOrderTerms,
  known: Known,
  context: Context,
): NewRow<typeof purchaseOrders> | Problem => {
  try {
    return rowOf(terms, known, context);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
};

export const createPurchaseOrder = bulkCommand({
  name: 'createPurchaseOrder',
  summary:
    'Order to pay, for all of a program or for what it names; what waits for an invoice is charged to the order that names it most closely.',
  rest: 'POST /purchase-orders',
  permission: permissions.manageOrders,
  input: PurchaseOrderTerms,
  output: purchaseOrder,
  errors: [purchaseOrderNumberTaken, boundOfWholeProgram],
  bulk: {
    name: 'createPurchaseOrders',
    rest: 'POST /purchase-orders/bulk',
    summary: 'Add up to 1,000 purchase orders, with a result for each row.',
  },
  async handleMany(inputs, context) {
    const programIds = [...new Set(inputs.map(({ programId }) => programId))];
    const known = {
      places: await impliedBy([...new Set(inputs.flatMap(idsNamed))], context),
      currencies: await currenciesOf(programIds, context),
    };
    const wanted = inputs.map((terms) => placed(terms, known, context));
    const sound = wanted.flatMap((row) => (row instanceof Problem ? [] : [row]));
    const made = await inHalves(sound, (some) => context.tx.insert(purchaseOrders, some), context);
    let place = 0;
    return wanted.map((row) => {
      const result = row instanceof Problem ? row : made[place++]!;
      return result instanceof Problem ? result : { result, events: [purchaseOrderCreated(result, {})] };
    });
  },
});
