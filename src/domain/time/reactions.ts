import { reaction } from '../../kernel/operation.ts';
import { followOn, settle } from './adjusting.ts';
import { disputeAccepted, timesheetSubmitted } from './events.ts';
import { resolverRaisedIt } from './model.ts';
import { rateInPlace } from './rating.ts';
import { isOwnMembership, lockedWeeks } from './store.ts';
import { timesheetDisputes } from './tables.ts';

// Vendors and workers submit and agree, but see neither the policy nor the rates: what follows from it is the tenant's.

export const rateSubmitted = reaction({
  name: 'rateSubmittedTimesheet',
  on: timesheetSubmitted,
  when: 'with',
  async handle({ subject }, context) {
    const weeks = await lockedWeeks(subject.id, context);
    const { sheet, events } = await rateInPlace(weeks, context);
    return { events: [...events, ...(await followOn({ ...weeks, sheet }, context))] };
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
