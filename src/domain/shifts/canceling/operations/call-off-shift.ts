import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { isHeld } from '../../attending/held.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { shiftLife } from '../../lifecycle/shift.ts';
import { shift } from '../../nouns/shift.ts';
import { shifts } from '../../tables.ts';
import { countCallOff, oneCallOffAtATime } from '../count.ts';
import { guaranteeFor } from '../guarantee.ts';
import { noHoursGuaranteed, shiftCalledOff, shiftHasBegun, StatedCancelReason } from '../model.ts';
import { minutesUntil } from '../period.ts';

export const callOffShift = command({
  name: 'callOffShift',
  summary:
    'Call off a scheduled shift of guaranteed hours: so many of a period are free, and of the further ones what the week stays below its guarantee is charged when the period is over.',
  rest: 'POST /shifts/{shiftId}/call-off',
  permission: attendingPermissions.callOff,
  input: z.strictObject({
    shiftId: reference('shift'),
    reason: StatedCancelReason.default('low_census'),
    note: text(500).optional(),
  }),
  output: shift,
  errors: [stepNotAllowed, noHoursGuaranteed, shiftHasBegun],
  async handle({ shiftId, reason, note = null }, context) {
    const seen = await context.tx.find(shifts, shiftId);
    if (seen && isHeld(seen)) await oneCallOffAtATime(seen, context);
    const held = await context.take(shifts, shiftId);
    const state = step(shiftLife, 'callOff', held.state);
    const guaranteed = await guaranteeFor(held, context);
    if (!guaranteed) throw noHoursGuaranteed();
    const noticeMinutes = minutesUntil(held.startsAt, context.now);
    if (noticeMinutes < 0) throw shiftHasBegun();
    const row = await context.tx.change(shifts, held, {
      state,
      atRisk: false,
      calledOff: true,
      canceledAt: context.now,
      canceledBy: context.actor.side === 'operator' ? 'operator' : 'client',
      cancelReason: reason,
      cancelNote: note,
      noticeMinutes,
    });
    const { events, timers } = await countCallOff(guaranteed, context);
    return { result: row, events: [shiftCalledOff(row, { noticeMinutes }), ...events], timers };
  },
});
