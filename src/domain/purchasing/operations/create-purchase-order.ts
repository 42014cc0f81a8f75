import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { Problem } from '../../../kernel/errors.ts';
import { madeInHalves } from '../../../kernel/in-halves.ts';
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
    const made = await madeInHalves(
      inputs,
      (terms) => rowOf(terms, known, context),
      (some) => context.tx.insert(purchaseOrders, some),
      context,
    );
    return made.map((result) =>
      result instanceof Problem ? result : { result, events: [purchaseOrderCreated(result, {})] },
    );
  },
});
