import { z } from 'zod';
import { holds } from '../../../kernel/actor.ts';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { oneOf, reference, text } from '../../../kernel/shapes.ts';
import { timeExceptionsOpen } from '../exceptions/model.ts';
import { openExceptionsOf } from '../exceptions/store.ts';
import { assertWeekUnlocked } from '../locks/assert.ts';
import { timePeriodLocked } from '../locks/model.ts';
import { disputeAccepted, disputeUpheld, timesheetUpheld } from '../events.ts';
import { disputeLife, timesheetLife } from '../lifecycle.ts';
import {
  approverIsVendor,
  approverIsWorker,
  followingWeekDisputed,
  managerUpholds,
  noRateInForce,
  resolverRaisedIt,
  timeOverlaps,
} from '../model.ts';
import { timesheet } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { lockedWeeks } from '../holding/store.ts';
import { openDisputeOf } from '../store.ts';
import { timesheetDisputes, timesheets } from '../tables.ts';

export const resolveDispute = command({
  name: 'resolveDispute',
  summary: 'End a dispute: accept the counter-hours as the next version, or uphold the timesheet as it was.',
  rest: 'POST /timesheets/{timesheetId}/resolve-dispute',
  permission: permissions.resolve,
  input: z.strictObject({
    timesheetId: reference('timesheet'),
    decision: oneOf('DisputeDecision', ['accept', 'uphold']),
    note: text(2_000).nullish(),
  }),
  output: timesheet,
  errors: [
    stepNotAllowed,
    approverIsWorker,
    approverIsVendor,
    managerUpholds,
    resolverRaisedIt,
    noRateInForce,
    timeOverlaps,
    followingWeekDisputed,
    timePeriodLocked,
    timeExceptionsOpen,
  ],
  async handle({ timesheetId, decision, note }, context) {
    const { tx, actor, now } = context;
    // An accused party cannot dismiss the objection to its own hours.
    if (decision === 'uphold' && !holds(actor, permissions.uphold)) throw managerUpholds();
    const { sheet } = await lockedWeeks(timesheetId, context);
    context.expectVersion(sheet);
    const back = sheet.dispute?.from ?? 'submitted';
    const state = step(timesheetLife, 'resolveDispute', sheet.state, back);
    const dispute = (await openDisputeOf(timesheetId, context))!;
    await assertProvided(disputeLife, decision, timesheetDisputes, dispute, context);
    if (decision === 'accept') {
      await assertWeekUnlocked(sheet, context);
      // What nobody had approved yet is approved by the counter-hours.
      const open =
        back === 'submitted' ? (await openExceptionsOf([timesheetId], context)).get(timesheetId) : 0;
      if (open) throw timeExceptionsOpen({ facts: { openExceptions: open } });
    }
    const resolved = await tx.change(timesheetDisputes, dispute, {
      state: step(disputeLife, decision, dispute.state),
      resolvedAt: now,
      resolutionNote: note ?? null,
    });
    const reason = note ?? undefined;
    if (decision === 'accept')
      return { result: sheet, events: [disputeAccepted(resolved, { timesheetId }, reason)] };
    const upheld = await tx.change(timesheets, sheet, { state, dispute: null });
    const data = { revision: upheld.revision, disputeId: dispute.id };
    return {
      result: upheld,
      events: [disputeUpheld(resolved, { timesheetId }, reason), timesheetUpheld(upheld, data, reason)],
    };
  },
});
