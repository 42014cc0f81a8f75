import type { Fact } from '../../kernel/event.ts';
import { reaction, type Context } from '../../kernel/operation.ts';
import { reactionToAll } from '../../kernel/reaction-to-all.ts';
import { allocationSet } from '../assignments/index.ts';
import { unitChanged } from '../programs/index.ts';
import { timesheetAdjusted, timesheetApproved, type TimesheetVersion } from '../time/index.ts';
import { agreementEnded, bandApplied, billedAfterEnd } from '../vendors/index.ts';
import { allocateAgain, billVersions } from './store/charges.ts';
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

async function allocateAll(timesheetIds: readonly string[], context: Context) {
  const events = [];
  for (const id of timesheetIds) events.push(...(await allocateAgain(id, context)));
  return { events };
}

export const allocateByNewShares = reaction({
  name: 'allocateByNewShares',
  on: allocationSet,
  when: 'with',
  handle: async ({ data }, context) =>
    allocateAll(await waitingOfAssignment(data.assignmentId, context), context),
});

// A unit's new cost center concerns every week there that waits; the one who names it does not wait for them.
export const allocateToUnitsCostCenter = reaction({
  name: 'allocateToUnitsCostCenter',
  on: unitChanged,
  when: 'after',
  handle: async ({ subject }, context) => allocateAll(await waitingOfUnit(subject.id, context), context),
});

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
