import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { parseAmount } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { chargeLinesOf, markInvoiced, type ChargedLine, type TimesheetVersion } from '../../time/index.ts';
import { allocateLines, type Share } from '../charging/allocation.ts';
import { isInvoiced } from '../charging/corrections.ts';
import { descriptionOf } from '../charging/description.ts';
import type { FeeTerms } from '../charging/fees.ts';
import { priceDifference } from '../charging/difference.ts';
import { priceWhole, type PricedLine } from '../charging/version.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';
import { billingItemAllocated, billingItemApproved, billingItemVoided } from '../model.ts';
import { billingItems } from '../tables.ts';
import { itemsOfTimesheet, itemsOfTimesheets, stepItems, type BillingItemRow } from './billing-items.ts';
import { withPurchaseOrders } from './ordered.ts';
import { feeTermsIn, heldRevision, heldWeek, heldWeeks, type BilledWeek } from './terms.ts';
import { allocateVolume, billVolume, volumeStepsIn } from './volume.ts';
import { sharesOfVersions } from './week-shares.ts';

const inOrderBilled = (items: readonly BillingItemRow[]) =>
  items.toSorted((one, other) => one.sourceRevision - other.sourceRevision);
const termsOf = ({ agreementId, feeModel, feeBasis, feePercent }: BillingItemRow): FeeTerms => ({
  agreementId,
  feeModel,
  feeBasis,
  feePercent,
});
const firstDay = (lines: readonly { workDateFrom: string }[]) =>
  lines.map(({ workDateFrom }) => workDateFrom).toSorted()[0];

const itemOf = (
  line: PricedLine,
  source: { id: string; revision: number },
  week: BilledWeek,
  terms: FeeTerms,
  corrected: BillingItemRow | undefined,
) => ({
  assignmentId: week.assignmentId,
  orderId: week.orderId,
  purchaseOrderId: corrected?.purchaseOrderId ?? null,
  programId: week.programId,
  facilityId: week.facilityId,
  unitId: week.unitId,
  vendorId: week.vendorId,
  workerId: week.workerId,
  currency: week.currency,
  sourceNoun: 'timesheet',
  sourceId: source.id,
  sourceRevision: source.revision,
  ...line,
  ...terms,
  description: descriptionOf(line),
  state: step(billingItemLife, 'approve', billingItemLife.initial),
});

/** A version that is to be billed, and what of its timesheet was invoiced before. */
interface Unbilled {
  source: { id: string; revision: number };
  week: BilledWeek;
  invoiced: BillingItemRow[];
  lines: ChargedLine[];
  onDay: string;
}

/** Prices a version; what a week was first billed by stands for all of it: a correction gives back the fee that was charged. */
async function itemsFor(
  { source, week, invoiced, lines, onDay }: Unbilled,
  shares: readonly Share[],
  feeTerms: ReturnType<typeof feeTermsIn>,
) {
  const terms = invoiced[0] ? termsOf(invoiced[0]) : await feeTerms({ week, onDay });
  const priced =
    invoiced.length === 0
      ? priceWhole(lines, terms, shares)
      : priceDifference(lines, inOrderBilled(invoiced), terms, shares);
  const billed = new Map(invoiced.map((item) => [item.id, item]));
  const items = priced.map((line) => itemOf(line, source, week, terms, billed.get(line.correctsId ?? '')));
  return { terms, items };
}

/**
 * Bills versions of timesheets: what was not invoiced of the versions before is void, and what was is counted against
 * them, so that every approved minute is billed once. Doing it again changes nothing.
 */
export async function billVersions(versions: readonly TimesheetVersion[], context: Context): Promise<Fact[]> {
  const ids = versions.map(({ timesheetId }) => timesheetId);
  const weeks = await heldWeeks(ids, context);
  const items = await itemsOfTimesheets(ids, context);
  const itemsOf = (id: string) => items.get(id) ?? [];
  const due = versions.filter(
    ({ timesheetId, revision }) =>
      !itemsOf(timesheetId).some(({ sourceRevision }) => sourceRevision >= revision),
  );
  if (due.length === 0) return [];
  const waiting = due.flatMap(({ timesheetId }) => itemsOf(timesheetId).filter((item) => !isInvoiced(item)));
  const replaced = await stepItems('void', waiting, context);
  const charged = await chargeLinesOf(due, context);
  const unbilled = due.map(({ timesheetId: id, revision }): Unbilled => {
    const week = weeks.get(id)!;
    const lines = charged.get(id) ?? [];
    const onDay = firstDay(lines) ?? week.weekStartsOn;
    return { source: { id, revision }, week, lines, onDay, invoiced: itemsOf(id).filter(isInvoiced) };
  });
  const shares = await sharesOfVersions(unbilled, context);
  const feeTerms = feeTermsIn(context);
  const priced: Awaited<ReturnType<typeof itemsFor>>[] = [];
  for (const [at, one] of unbilled.entries()) priced.push(await itemsFor(one, shares[at]!, feeTerms));
  const added = await context.tx.insert(
    billingItems,
    await withPurchaseOrders(
      priced.flatMap((one) => one.items),
      context,
    ),
  );
  const stepsOver = volumeStepsIn(context);
  const volume: Fact[] = [];
  for (const [at, { source, week }] of unbilled.entries()) {
    const steps = await stepsOver(week);
    volume.push(...(await billVolume(source, { week, steps }, priced[at]!.terms, shares[at]!, context)));
  }
  const settled = unbilled.filter(
    ({ invoiced }, at) => invoiced.length > 0 && priced[at]!.items.length === 0,
  );
  return [
    ...replaced.map((item) => billingItemVoided(item, {})),
    ...added.map((item) => billingItemApproved(item, {})),
    ...volume,
    ...(await markInvoiced(
      settled.map(({ source }) => source.id),
      context,
    )),
  ];
}

/** Bills a week again by the volume steps that are in force now; its hours stand as they are. */
export async function billVolumeAgain(timesheetId: string, context: Context): Promise<Fact[]> {
  const revision = await heldRevision(timesheetId, context);
  const week = await heldWeek(timesheetId, context);
  const items = await itemsOfTimesheet(timesheetId, context);
  if (revision === undefined || items.length === 0) return [];
  const [shares] = await sharesOfVersions([{ source: { id: timesheetId, revision }, week }], context);
  const steps = await volumeStepsIn(context)(week);
  return billVolume({ id: timesheetId, revision }, { week, steps }, termsOf(items[0]!), shares!, context);
}

/** Splits what waits to be invoiced of a timesheet by the allocation that is in force now. */
export async function allocateAgain(timesheetId: string, context: Context): Promise<Fact[]> {
  const week = await heldWeek(timesheetId, context);
  const items = await itemsOfTimesheet(timesheetId, context);
  if (items.length === 0) return [];
  const revision = Math.max(...items.map(({ sourceRevision }) => sourceRevision));
  const waiting = items.filter((item) => !isInvoiced(item));
  const [shares] = await sharesOfVersions([{ source: { id: timesheetId, revision }, week }], context);
  const allocations = allocateLines(
    waiting.map(({ amount }) => parseAmount(amount)),
    shares!,
    items.filter(isInvoiced),
  );
  const facts: Fact[] = [];
  for (const [at, item] of waiting.entries()) {
    const allocation = allocations[at]!;
    if (JSON.stringify(allocation) === JSON.stringify(item.allocation)) continue;
    const changed = await context.tx.change(billingItems, item, { allocation });
    facts.push(billingItemAllocated(changed, {}));
  }
  return [...facts, ...(await allocateVolume({ id: timesheetId, revision }, week, shares!, context))];
}
