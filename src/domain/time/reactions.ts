import { reaction, type Context } from '../../kernel/operation.ts';
import { reactionToAll } from '../../kernel/reaction-to-all.ts';
import { assignmentEnded, assignmentRevised, timeAfterEnd } from '../assignments/index.ts';
import { followOn, reprice, settle } from './adjusting.ts';
import { disputeAccepted, timesheetRejected, timesheetSubmitted, timesheetUpheld } from './events.ts';
import { resolverRaisedIt } from './model.ts';
import { openingsAfter } from './opening/carried-week.ts';
import { workweeksOn } from './opening/store.ts';
import { keepInPlace, ratingsNow } from './rating.ts';
import { beginsWorkweek } from './rating/window.ts';
import { lockedFrom, lockedWeeks, lockedWeeksOf } from './holding/store.ts';
import { entriesOfMany, hasTimeAfter, isOwnMembership, type TimesheetRow } from './store.ts';
import { timesheetDisputes } from './tables.ts';

// Vendors and workers submit and agree, but see neither the policy nor the rates: what follows from it is the tenant's.

/** The policies now in force for weeks, each if it begins workweeks where the week begins; else the one it was opened under. */
async function policiesNow(sheets: readonly TimesheetRow[], context: Context): Promise<string[]> {
  const policies = await workweeksOn(
    sheets.map((sheet) => ({ ...sheet, day: sheet.weekStartsOn })),
    context,
  );
  return sheets.map((sheet, at) => {
    const now = policies[at];
    if (!now || now.payPolicyId === sheet.payPolicyId) return sheet.payPolicyId;
    return beginsWorkweek(sheet, now.start) ? now.payPolicyId : sheet.payPolicyId;
  });
}

/** Weeks handed in together count together: none is rated before all of them were handed in. */
export const rateSubmitted = reactionToAll({
  name: 'rateSubmittedTimesheet',
  on: timesheetSubmitted,
  async handleMany(facts, context) {
    const weeks = await lockedWeeksOf(
      facts.map(({ subject }) => subject.id),
      context,
    );
    const sheets = facts.map(({ subject }) => weeks.get(subject.id)!.sheet);
    const policies = await policiesNow(sheets, context);
    const entries = await entriesOfMany(sheets, context);
    const ratings = await ratingsNow(
      sheets.map((sheet, at) => ({
        sheet,
        revision: sheet.revision,
        entries: entries.get(sheet.id) ?? [],
        payPolicyId: policies[at]!,
      })),
      context,
    );
    const rated = await keepInPlace(
      sheets.map((sheet, at) => ({ sheet, rating: ratings[at]! })),
      context,
    );
    return {
      events: [...rated.events, ...(await followOn(rated.sheets, context))],
      timers: openingsAfter(sheets, entries, context.now),
    };
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
  async handle({ subject }, context) {
    const { sheet } = await lockedWeeks(subject.id, context);
    return { events: await followOn([sheet], context) };
  },
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
