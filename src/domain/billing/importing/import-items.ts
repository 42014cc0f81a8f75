import { refuse, type Problem } from '../../../kernel/errors.ts';
import { madeInHalves } from '../../../kernel/in-halves.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { add, compare, zeroAmount, type Amount } from '../../../kernel/money.ts';
import type { Context, Outcome } from '../../../kernel/operation.ts';
import type { Share } from '../charging/allocation.ts';
import { chargeOfBilled, isInvoiced } from '../charging/corrections.ts';
import { noFee, type FeeTerms } from '../charging/fees.ts';
import { chargeAlone } from '../charging/imported.ts';
import { bearingTerms, otherTerms } from '../charging/other-fees.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';
import { billingItemApproved, billingItemVoided } from '../model.ts';
import { stepItems, type BillingItemRow } from '../store/billing-items.ts';
import { withPurchaseOrders, type NewItem } from '../store/ordered.ts';
import { feeTermsIn, sharesOfMany } from '../store/terms.ts';
import { billingItems } from '../tables.ts';
import { revisionOld, revisionTaken, type ImportedItem } from './model.ts';
import { chargeStated, placeStated, sharesStated, withinRange } from './stated.ts';
import { centersById, heldByKey, keyText, placesOf, type Place } from './store.ts';

type Result = Outcome<BillingItemRow> | Problem;

/** What becomes of an item that was sent: rows that it replaces, rows that it adds; or nothing, where it was sent before. */
interface Planned {
  replaced: BillingItemRow[];
  fresh: Fresh[];
  latest: BillingItemRow | undefined;
}

type Fresh = NewItem & { orderId: string | null };

interface Grounds {
  place: Place;
  /** As the assignment, or else the unit, is charged. */
  shares: readonly Share[];
  centers: Awaited<ReturnType<typeof centersById>>;
  held: readonly BillingItemRow[];
  agreed: FeeTerms;
}

function termsOf(
  { bearsFee, kind }: ImportedItem,
  agreed: FeeTerms,
  billed: BillingItemRow | undefined,
): FeeTerms {
  // A correction gives back the fee that was charged.
  if (billed) {
    const { agreementId, feeModel, feeBasis, feePercent } = billed;
    return { agreementId, feeModel, feeBasis, feePercent };
  }
  if (bearsFee === true) return bearingTerms(agreed);
  if (bearsFee === false) return { ...noFee, agreementId: agreed.agreementId };
  return otherTerms(agreed, kind === 'expense' || kind === 'service_credit');
}

/** Whether the revision said this already: what stands of it in all rounds, beside what was conceded since. */
function isRepeated(item: ImportedItem, charge: Amount, held: readonly BillingItemRow[]): boolean {
  const said = held.filter((one) => one.state !== 'void' && one.correction !== 'concession');
  const total = said.map(chargeOfBilled).reduce(add, zeroAmount);
  const latest = said.findLast(({ sourceRevision }) => sourceRevision === item.revision);
  return (
    compare(total, charge) === 0 &&
    (latest === undefined || latest.correctsId !== null || latest.description === item.description)
  );
}

function plan(
  item: ImportedItem,
  { place, shares, centers, held, agreed }: Grounds,
  context: Context,
): Planned {
  const charge = chargeStated(item);
  const where = placeStated(item, place);
  const named = sharesStated(item, centers);
  const workDateTo = item.workDateTo ?? item.workDateFrom;
  if (workDateTo < item.workDateFrom)
    throw refuse('/workDateTo', 'before_start', 'The last day is before the first.');
  const latest = held.at(-1);
  if (latest && latest.vendorId !== item.vendorId)
    throw refuse('/vendorId', 'of_another_vendor', 'It was sent before as another vendor’s.');
  if (latest && latest.sourceRevision > item.revision) throw revisionOld();
  if (latest?.sourceRevision === item.revision) {
    if (!isRepeated(item, charge, held)) throw revisionTaken();
    return { replaced: [], fresh: [], latest };
  }
  const invoiced = held.filter(isInvoiced);
  const replaced = held.filter((one) => one.state !== 'void' && !isInvoiced(one));
  const terms = termsOf(item, agreed, invoiced[0]);
  const days = { workDateFrom: item.workDateFrom, workDateTo };
  const line = { lineKey: 'item', hourType: null, differentialCode: null, rate: item.rate ?? null, ...days };
  const to = named.length > 0 ? named : shares;
  const lines = withinRange(() => chargeAlone(line, charge, invoiced, terms, to));
  const sourceId = held[0]?.sourceId ?? context.newId();
  const said = {
    programId: item.programId,
    ...where,
    vendorId: item.vendorId,
    assignmentId: item.assignmentId ?? null,
    orderId: place.orderId,
    sourceNoun: 'imported',
    sourceId,
    sourceRevision: item.revision,
    sourceSystem: item.sourceSystem,
    sourceReference: item.sourceReference,
    currency: place.currency,
    explanation: item.explanation,
    ...terms,
    state: step(billingItemLife, 'approve', billingItemLife.initial),
  };
  const fresh = lines.map((priced): Fresh => ({
    ...said,
    ...priced,
    kind: priced.correctsId ? 'adjustment' : item.kind,
    purchaseOrderId: invoiced.find(({ id }) => id === priced.correctsId)?.purchaseOrderId ?? null,
    description: priced.correctsId ? `Correction: ${item.description}`.slice(0, 500) : item.description,
    ...(invoiced.length === 0 && {
      quantity: item.quantity ?? null,
      unitOfMeasure: item.unitOfMeasure ?? null,
    }),
  }));
  if (fresh.length > 0) return { replaced, fresh, latest };
  // A revision that charges nothing further is kept as well: an earlier one that comes late is refused by it.
  const nothing: Fresh = {
    ...said,
    ...line,
    kind: item.kind,
    description: item.description,
    amount: zeroAmount,
    feeAmount: zeroAmount,
    vendorAmount: zeroAmount,
    state: step(billingItemLife, 'void', said.state),
  };
  return { replaced, fresh: [nothing], latest };
}

async function write(plans: readonly Planned[], context: Context): Promise<Result[]> {
  const replaced = await stepItems(
    'void',
    plans.flatMap((one) => one.replaced),
    context,
  );
  const gone = new Map(replaced.map((item) => [item.id, item]));
  const items = plans.flatMap((one) => one.fresh);
  const added = await context.tx.insert(billingItems, await withPurchaseOrders(items, context));
  let place = 0;
  return plans.map(({ replaced: before, fresh, latest }): Result => {
    const own = added.slice(place, (place += fresh.length));
    const voided = before.map(({ id }) => gone.get(id)!);
    const [first, ...rest] = [
      ...voided.map((item) => billingItemVoided(item, {})),
      ...own.map((item) => (item.state === 'void' ? billingItemVoided : billingItemApproved)(item, {})),
    ];
    const result = own[0] ?? latest!;
    return first ? { result, events: [first, ...rest] } : { result, unchanged: true };
  });
}

async function importWave(inputs: readonly ImportedItem[], context: Context): Promise<Result[]> {
  const held = await heldByKey(inputs, context);
  const places = await placesOf(inputs, context);
  const shares = await sharesOfMany(
    inputs.map((item, at) => ({
      assignmentId: item.assignmentId ?? null,
      unitCostCenterId: places[at]!.unitCostCenterId,
      onDay: item.workDateFrom,
    })),
    context,
  );
  const centers = await centersById(
    inputs.flatMap((item) => item.shares.map(({ costCenterId }) => costCenterId)),
    context,
  );
  const feeTerms = feeTermsIn(context);
  const agreed: FeeTerms[] = [];
  for (const [at, item] of inputs.entries())
    agreed.push(
      await feeTerms({ week: { ...item, orderType: places[at]!.orderType }, onDay: item.workDateFrom }),
    );
  const groundsOf = (item: ImportedItem, at: number): Grounds => ({
    place: places[at]!,
    shares: shares[at]!,
    centers,
    held: held.get(keyText(item)) ?? [],
    agreed: agreed[at]!,
  });
  return madeInHalves(
    inputs,
    (item, at) => plan(item, groundsOf(item, at), context),
    (some) => write(some, context),
    context,
  );
}

/**
 * Bills what another system sends, each thing once: a higher revision replaces what waits and corrects what was
 * invoiced. Several revisions of one thing are taken in their order; a refused one harms no other.
 */
export async function importItems(inputs: readonly ImportedItem[], context: Context): Promise<Result[]> {
  const results = new Map<ImportedItem, Result>();
  let left = [...inputs];
  while (left.length > 0) {
    const now = new Map<string, ImportedItem>();
    for (const item of left) if (!now.has(keyText(item))) now.set(keyText(item), item);
    const wave = [...now.values()];
    for (const [at, result] of (await importWave(wave, context)).entries()) results.set(wave[at]!, result);
    const done = new Set(wave);
    left = left.filter((item) => !done.has(item));
  }
  return inputs.map((item) => results.get(item)!);
}
