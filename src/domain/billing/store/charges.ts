import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { parseAmount } from '../../../kernel/money.ts';
import type { Context } from '../../../kernel/operation.ts';
import { chargeLinesOf, markInvoiced } from '../../time/index.ts';
import { allocateLines } from '../charging/allocation.ts';
import { descriptionOf } from '../charging/description.ts';
import type { FeeTerms } from '../charging/fees.ts';
import { priceDifference } from '../charging/difference.ts';
import { priceWhole, type PricedLine } from '../charging/version.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';
import { billingItemAllocated, billingItemApproved, billingItemVoided } from '../model.ts';
import { billingItems } from '../tables.ts';
import { itemsOfTimesheet, stepItems, type BillingItemRow } from './billing-items.ts';
import { feeTermsOn, heldRevision, heldWeek, sharesOn, type BilledWeek } from './terms.ts';
import { allocateVolume, billVolume } from './volume.ts';

const isInvoiced = ({ state }: BillingItemRow) => state === 'invoiced' || state === 'paid';
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
) => ({
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

/**
 * Bills a version of a timesheet: what was not invoiced of the versions before is void, and what was is counted
 * against it, so that every approved minute is billed once. Doing it again changes nothing.
 */
export async function billVersion(timesheetId: string, revision: number, context: Context): Promise<Fact[]> {
  const week = await heldWeek(timesheetId, context);
  const items = await itemsOfTimesheet(timesheetId, context);
  if (items.some(({ sourceRevision }) => sourceRevision >= revision)) return [];
  const invoiced = items.filter(isInvoiced);
  const replaced = await stepItems(
    'void',
    items.filter((item) => !isInvoiced(item)),
    context,
  );
  const lines = await chargeLinesOf(timesheetId, revision, context);
  const onDay = firstDay(lines) ?? week.weekStartsOn;
  // What a week was first billed by stands for all of it: a correction gives back the fee that was charged.
  const terms = invoiced[0] ? termsOf(invoiced[0]) : await feeTermsOn(week, onDay, context);
  const shares = await sharesOn(week, onDay, context);
  const priced =
    invoiced.length === 0
      ? priceWhole(lines, terms, shares)
      : priceDifference(lines, inOrderBilled(invoiced), terms, shares);
  const source = { id: timesheetId, revision };
  const added = await context.tx.insert(
    billingItems,
    priced.map((line) => itemOf(line, source, week, terms)),
  );
  const volume = await billVolume(source, week, terms, shares, context);
  const settled = invoiced.length > 0 && added.length === 0 ? await markInvoiced([timesheetId], context) : [];
  return [
    ...replaced.map((item) => billingItemVoided(item, {})),
    ...added.map((item) => billingItemApproved(item, {})),
    ...volume,
    ...settled,
  ];
}

/** Bills a week again by the volume steps that are in force now; its hours stand as they are. */
export async function billVolumeAgain(timesheetId: string, context: Context): Promise<Fact[]> {
  const revision = await heldRevision(timesheetId, context);
  const week = await heldWeek(timesheetId, context);
  const items = await itemsOfTimesheet(timesheetId, context);
  if (revision === undefined || items.length === 0) return [];
  const shares = await sharesOn(week, firstDay(items)!, context);
  return billVolume({ id: timesheetId, revision }, week, termsOf(items[0]!), shares, context);
}

/** Splits what waits to be invoiced of a timesheet by the allocation that is in force now. */
export async function allocateAgain(timesheetId: string, context: Context): Promise<Fact[]> {
  const week = await heldWeek(timesheetId, context);
  const items = await itemsOfTimesheet(timesheetId, context);
  if (items.length === 0) return [];
  const waiting = items.filter(({ state }) => state === 'approved');
  const shares = await sharesOn(week, firstDay(items)!, context);
  const allocations = allocateLines(
    waiting.map(({ amount }) => parseAmount(amount)),
    shares,
    items.filter(isInvoiced).map(({ allocation }) => allocation),
  );
  const facts: Fact[] = [];
  for (const [at, item] of waiting.entries()) {
    const allocation = allocations[at]!;
    if (JSON.stringify(allocation) === JSON.stringify(item.allocation)) continue;
    const changed = await context.tx.change(billingItems, item, { allocation });
    facts.push(billingItemAllocated(changed, {}));
  }
  const revision = Math.max(...items.map(({ sourceRevision }) => sourceRevision));
  return [...facts, ...(await allocateVolume({ id: timesheetId, revision }, week, shares, context))];
}
