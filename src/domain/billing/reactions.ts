import type { Fact } from '../../kernel/event.ts';
import { reaction, type Context } from '../../kernel/operation.ts';
import { reactionToAll } from '../../kernel/reaction-to-all.ts';
import { allocationSet } from '../assignments/index.ts';
import { unitChanged } from '../programs/index.ts';
import {
  purchaseOrderChanged,
  purchaseOrderClosed,
  purchaseOrderCreated,
  purchaseOrderReopened,
} from '../purchasing/index.ts';
import { timesheetAdjusted, timesheetApproved, type TimesheetVersion } from '../time/index.ts';
import { chargeMade, chargeWaived } from '../charges/index.ts';
import { expenseApproved, expenseVoided } from '../expenses/index.ts';
import { agreementEnded, bandApplied, billedAfterEnd } from '../vendors/index.ts';
import { allocateAgain, billVersions } from './store/charges.ts';
import { orderAgain, orderItemsAgain, programsWithOrders } from './store/ordered-again.ts';
import { allocateSources } from './store/source-allocation.ts';
import { billSources, withdrawSources } from './store/source-items.ts';
import { isBilledAfterEnd } from './store/terms.ts';
import { billedWeeksOver, waitingOfAssignment, waitingOfUnit } from './store/waiting.ts';
import { billWeekByBand } from './timers.ts';

/** The versions that stand: one that was replaced in the same transaction was never owed. */
function versionsOf(facts: readonly Fact<{ revision: number }>[]): TimesheetVersion[] {
  const latest = new Map<string, number>();
  for (const { subject, data } of facts)
    latest.set(subject.id, Math.max(data.revision, latest.get(subject.id) ?? 0));
  return [...latest].map(([timesheetId, revision]) => ({ timesheetId, revision }));
}

export const billApprovedTime = reactionToAll({
  name: 'billApprovedTime',
  on: timesheetApproved,
  handleMany: async (facts, context) => ({ events: await billVersions(versionsOf(facts), context) }),
});

export const billAdjustedTime = reactionToAll({
  name: 'billAdjustedTime',
  on: timesheetAdjusted,
  handleMany: async (facts, context) => ({ events: await billVersions(versionsOf(facts), context) }),
});

const subjectsOf = (facts: readonly Fact[]) => facts.map(({ subject }) => subject.id);

export const billCharges = reactionToAll({
  name: 'billCharges',
  on: chargeMade,
  handleMany: async (facts, context) => ({
    events: await billSources('charge', subjectsOf(facts), context),
  }),
});

export const billExpenses = reactionToAll({
  name: 'billExpenses',
  on: expenseApproved,
  handleMany: async (facts, context) => ({
    events: await billSources('expense', subjectsOf(facts), context),
  }),
});

export const withdrawWaivedCharges = reactionToAll({
  name: 'withdrawWaivedCharges',
  on: chargeWaived,
  handleMany: async (facts, context) => ({
    events: await withdrawSources('charge', subjectsOf(facts), 'The charge was waived.', context),
  }),
});

export const withdrawVoidedExpenses = reactionToAll({
  name: 'withdrawVoidedExpenses',
  on: expenseVoided,
  handleMany: async (facts, context) => ({
    events: await withdrawSources('expense', subjectsOf(facts), 'The expense was voided.', context),
  }),
});

/** No agreement ends before work whose fee it set. */
export const keepBilled = reaction({
  name: 'keepBilledAgreement',
  on: agreementEnded,
  when: 'with',
  async handle({ subject }, context) {
    if (await isBilledAfterEnd(subject.id, context)) throw billedAfterEnd();
    return {};
  },
});

async function allocateAll(
  timesheetIds: readonly string[],
  where: { assignmentId: string } | { unitId: string },
  context: Context,
) {
  const allocated: Fact[] = [];
  for (const id of timesheetIds) allocated.push(...(await allocateAgain(id, context)));
  allocated.push(...(await allocateSources(where, context)));
  const events = [...allocated];
  for (const [programId, facts] of Map.groupBy(allocated, ({ subject }) => subject.programId!))
    events.push(...(await orderItemsAgain(programId, subjectsOf(facts), context)));
  return { events };
}

export const allocateByNewShares = reaction({
  name: 'allocateByNewShares',
  on: allocationSet,
  when: 'with',
  handle: async ({ data: { assignmentId } }, context) =>
    allocateAll(await waitingOfAssignment(assignmentId, context), { assignmentId }, context),
});

// A unit's new cost center concerns every week there that waits; the one who names it does not wait for them.
export const allocateToUnitsCostCenter = reaction({
  name: 'allocateToUnitsCostCenter',
  on: unitChanged,
  when: 'after',
  handle: async ({ subject }, context) =>
    allocateAll(await waitingOfUnit(subject.id, context), { unitId: subject.id }, context),
});

// What is ordered concerns all that waits in a program; the one who orders does not wait for it. Many orders made
// together are looked at once, whichever programs they are of.
const nameCreatedOrders = reaction({
  name: 'nameCreatedOrders',
  on: purchaseOrderCreated,
  when: 'after',
  together: true,
  async handle(_fact, context) {
    const events: Fact[] = [];
    for (const programId of await programsWithOrders(context))
      events.push(...(await orderAgain({ programId }, context)));
    return { events };
  },
});

const nameChangedOrders = reaction({
  name: 'nameChangedOrders',
  on: purchaseOrderChanged,
  when: 'after',
  handle: async ({ subject, data }, context) =>
    data.isForOtherDays ? { events: await orderAgain({ programId: subject.programId! }, context) } : {},
});

const unnameClosedOrders = reaction({
  name: 'unnameClosedOrders',
  on: purchaseOrderClosed,
  when: 'after',
  handle: async ({ subject }, context) => ({
    events: await orderAgain({ programId: subject.programId!, naming: subject.id }, context),
  }),
});

const nameReopenedOrders = reaction({
  name: 'nameReopenedOrders',
  on: purchaseOrderReopened,
  when: 'after',
  handle: async ({ subject }, context) => ({
    events: await orderAgain({ programId: subject.programId! }, context),
  }),
});

export const orderingReactions = [
  nameCreatedOrders,
  nameChangedOrders,
  unnameClosedOrders,
  nameReopenedOrders,
];

// Where a month is measured anew, weeks of the month after it may be billed already: thousands, so each by itself.
export const billByBand = reaction({
  name: 'billByBand',
  on: bandApplied,
  when: 'after',
  async handle({ subject, data }, context) {
    const first = Temporal.PlainDate.from(data.month).add({ months: 1 });
    const days = { from: first.toString(), to: first.add({ months: 1 }).subtract({ days: 1 }).toString() };
    const whose = { programId: subject.programId!, vendorId: subject.vendorId! };
    const weeks = await billedWeeksOver({ ...whose, ...days }, context);
    return { timers: weeks.map((id) => billWeekByBand(context.now, id, {})) };
  },
});
