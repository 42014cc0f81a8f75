import { reaction, type Context } from '../../kernel/operation.ts';
import { assignmentEnded, assignmentRevised, timeAfterEnd } from '../assignments/index.ts';
import { followOn, reprice, settle } from './adjusting.ts';
import { disputeAccepted, timesheetRejected, timesheetSubmitted, timesheetUpheld } from './events.ts';
import { resolverRaisedIt } from './model.ts';
import { workweekFor } from './policies/store.ts';
import { rateInPlace } from './rating.ts';
import { beginsWorkweek } from './rating/window.ts';
import { hasTimeAfter, isOwnMembership, lockedFrom, lockedWeeks, type TimesheetRow } from './store.ts';
import { timesheetDisputes } from './tables.ts';

// Vendors and workers submit and agree, but see neither the policy nor the rates: what follows from it is the tenant's.

/** The policy now in force for the week, if it begins workweeks where the week begins; else the one it was opened under. */
async function policyNow(sheet: TimesheetRow, context: Context): Promise<string> {
  const now = await workweekFor(sheet, sheet.weekStartsOn, context);
  if (!now || now.payPolicyId === sheet.payPolicyId) return sheet.payPolicyId;
  const begins = beginsWorkweek(sheet, now.start);
  return begins ? now.payPolicyId : sheet.payPolicyId;
}

export const rateSubmitted = reaction({
  name: 'rateSubmittedTimesheet',
  on: timesheetSubmitted,
  when: 'with',
  async handle({ subject }, context) {
    const weeks = await lockedWeeks(subject.id, context);
    const { sheet, events } = await rateInPlace(weeks, context, await policyNow(weeks.sheet, context));
    return { events: [...events, ...(await followOn({ sheet }, context))] };
  },
});

export const settleAccepted = reaction({
  name: 'settleAcceptedDispute',
  on: disputeAccepted,
  when: 'with',
  async handle({ subject, data }, context) {
    const dispute = (await context.tx.find(timesheetDisputes, subject.id))!;
    if (await isOwnMembership(dispute.raisedBy, context)) throw resolverRaisedIt();
    const weeks = await lockedWeeks(data.timesheetId, context);
    return { events: await settle(weeks, dispute, context) };
  },
});

/** Hours of a week that was sent back are nobody's again, also those that reach into the next. */
export const followRejected = reaction({
  name: 'followRejectedTimesheet',
  on: timesheetRejected,
  when: 'with',
  handle: async ({ subject }, context) => ({
    events: await followOn(await lockedWeeks(subject.id, context), context),
  }),
});

/** No placement ends before the time that was handed in on it. */
export const keepHandedIn = reaction({
  name: 'keepHandedInTime',
  on: assignmentEnded,
  when: 'with',
  async handle({ subject, data }, context) {
    if (await hasTimeAfter(subject.id, data.endedOn, context)) throw timeAfterEnd();
    return {};
  },
});

/** An hour is priced by the revision in force on it, also where the revision came after the hour. */
export const repriceRevised = reaction({
  name: 'repriceRevisedAssignment',
  on: assignmentRevised,
  when: 'with',
  async handle({ subject, data }, context) {
    if (await hasTimeAfter(subject.id, data.endsOn, context)) throw timeAfterEnd();
    const events = [];
    for (const { id } of await lockedFrom(subject.id, data.effectiveFrom, context))
      events.push(...(await reprice(await lockedWeeks(id, context), context)));
    return { events };
  },
});

/** What was revised while the week was in dispute counts from the end of it. */
export const repriceUpheld = reaction({
  name: 'repriceUpheldTimesheet',
  on: timesheetUpheld,
  when: 'with',
  handle: async ({ subject }, context) => ({
    events: await reprice(await lockedWeeks(subject.id, context), context),
  }),
});
