import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { parseAmount } from '../../../kernel/money.ts';
import { onceEach } from '../../../kernel/once-each.ts';
import type { Context } from '../../../kernel/operation.ts';
import { chargedDaysOf } from '../../time/index.ts';
import { monthStepsOver, utilizationsBehind, type MonthStep } from '../../vendors/index.ts';
import { allocateLines, type Share } from '../charging/allocation.ts';
import { isInvoiced } from '../charging/corrections.ts';
import type { FeeTerms } from '../charging/fees.ts';
import { volumeDescription, volumeDue, volumeTargets } from '../charging/volume.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';
import { billingItemAllocated, billingItemApproved, billingItemVoided } from '../model.ts';
import { billingItems } from '../tables.ts';
import { stepItems, type BillingItemRow } from './billing-items.ts';
import { withPurchaseOrders } from './ordered.ts';
import type { BilledWeek } from './terms.ts';

/** What names a version of a week among the items of a month's volume. */
const lineKeyOf = (timesheetId: string, revision: number): string => `${timesheetId}:${revision}`;

/** The days on which a week's hours can be worked, both ends in it. */
const daysOf = ({ weekStartsOn }: BilledWeek) => ({
  from: weekStartsOn,
  to: Temporal.PlainDate.from(weekStartsOn).add({ days: 7 }).toString(),
});

/** The steps of volumes on the days of a week, asked once for all weeks of a vendor in a program; their agreements stay as they are. */
export const volumeStepsIn = (context: Context): ((week: BilledWeek) => Promise<MonthStep[]>) =>
  onceEach(
    ({ programId, vendorId, weekStartsOn }) => `${programId} ${vendorId} ${weekStartsOn}`,
    (week) => {
      const { programId, vendorId } = week;
      return monthStepsOver({ programId, vendorId, ...daysOf(week) }, context, { hold: true });
    },
  );

type VolumeItem = BillingItemRow & { month: string; stepAgreementId: string };

/** What the volumes of the months before these steps charged a week, in whichever version, locked. */
async function billedOf(
  sheet: { id: string; revision: number },
  steps: readonly MonthStep[],
  context: Context,
): Promise<VolumeItem[]> {
  const { tx, actor } = context;
  const behind = await utilizationsBehind(steps, context);
  const keys = Array.from({ length: sheet.revision }, (_, at) => lineKeyOf(sheet.id, at + 1));
  const items = await tx.db
    .select()
    .from(billingItems)
    .where(
      and(
        eq(billingItems.tenantId, actor.tenantId),
        eq(billingItems.sourceNoun, 'agreement_utilization'),
        inArray(billingItems.sourceId, [...behind.keys()]),
        // What was taken back of them says so behind the key.
        inArray(sql`split_part(${billingItems.lineKey}, '#', 1)`, keys),
        ne(billingItems.state, 'void'),
      ),
    )
    .orderBy(billingItems.id)
    .for('update');
  return items.map((item) => {
    const { agreementId, month } = behind.get(item.sourceId)!;
    return { ...item, stepAgreementId: agreementId, month };
  });
}

/**
 * Bills what the volume of the month before does to a version of a week: one item for each month of it, what was
 * invoiced before counted against it, what waits replaced. Doing it again changes nothing.
 */
export async function billVolume(
  sheet: { id: string; revision: number },
  { week, steps }: { week: BilledWeek; steps: readonly MonthStep[] },
  terms: FeeTerms,
  shares: readonly Share[],
  context: Context,
): Promise<Fact[]> {
  const { programId, vendorId } = week;
  if (steps.length === 0) return [];
  const billed = await billedOf(sheet, steps, context);
  const days = await chargedDaysOf(sheet.id, sheet.revision, context);
  // What was conceded was billed, and is not billed again.
  const counted = billed.filter((item) => isInvoiced(item) && item.correction !== 'concession');
  const invoiced = counted.map((item) => ({ ...item, agreementId: item.stepAgreementId }));
  const waiting = billed.filter((item) => !isInvoiced(item));
  const lineKey = lineKeyOf(sheet.id, sheet.revision);
  const wanted = volumeTargets(days, steps, terms).flatMap((target) => {
    const due = volumeDue(target, invoiced, terms);
    return due ? [{ ...due, target }] : [];
  });
  const stands = (item: BillingItemRow) =>
    item.lineKey === lineKey &&
    wanted.some(
      ({ target, amount, feeAmount }) =>
        item.sourceId === target.step.utilizationId &&
        item.amount === amount &&
        (item.feeAmount === feeAmount || terms.feeBasis === 'invoice'),
    );
  const kept = waiting.filter(stands);
  const replaced = await stepItems(
    'void',
    waiting.filter((item) => !stands(item)),
    context,
  );
  const fresh = wanted.filter(
    ({ target }) => !kept.some(({ sourceId }) => sourceId === target.step.utilizationId),
  );
  const added = await context.tx.insert(
    billingItems,
    await withPurchaseOrders(
      fresh.map(({ target, ...division }) => ({
        programId,
        facilityId: week.facilityId,
        unitId: week.unitId,
        vendorId,
        workerId: week.workerId,
        assignmentId: week.assignmentId,
        orderId: week.orderId,
        currency: week.currency,
        kind: 'volume_adjustment' as const,
        sourceNoun: 'agreement_utilization',
        sourceId: target.step.utilizationId,
        sourceRevision: target.step.revision,
        lineKey,
        workDateFrom: target.workDateFrom,
        workDateTo: target.workDateTo,
        description: volumeDescription(target.step),
        ...division,
        ...terms,
        allocation: allocateLines([division.amount], shares)[0]!,
        state: step(billingItemLife, 'approve', billingItemLife.initial),
      })),
      context,
    ),
  );
  return [
    ...replaced.map((item) => billingItemVoided(item, {})),
    ...added.map((item) => billingItemApproved(item, {})),
  ];
}

/** Splits what waits of a week's volume items by other shares. */
export async function allocateVolume(
  sheet: { id: string; revision: number },
  week: BilledWeek,
  shares: readonly Share[],
  context: Context,
): Promise<Fact[]> {
  const { programId, vendorId } = week;
  const steps = await monthStepsOver({ programId, vendorId, ...daysOf(week) }, context);
  const facts: Fact[] = [];
  for (const { id, version, amount, allocation: held } of steps.length === 0
    ? []
    : (await billedOf(sheet, steps, context)).filter((item) => !isInvoiced(item))) {
    const [allocation] = allocateLines([parseAmount(amount)], shares);
    if (JSON.stringify(allocation) === JSON.stringify(held)) continue;
    const changed = await context.tx.change(billingItems, { id, version }, { allocation: allocation! });
    facts.push(billingItemAllocated(changed, {}));
  }
  return facts;
}
