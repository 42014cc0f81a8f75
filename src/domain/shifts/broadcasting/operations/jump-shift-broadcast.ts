import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { orders } from '../../../orders/index.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { shiftTakable } from '../../attending/held.ts';
import { shiftTaken } from '../../model/shift.ts';
import { shifts } from '../../tables.ts';
import { shiftBroadcastLife } from '../lifecycle.ts';
import { broadcastJumped } from '../model.ts';
import { shiftBroadcast } from '../nouns.ts';
import { openStages } from '../stages.ts';
import { shiftBroadcasts } from '../tables.ts';

export const jumpShiftBroadcast = command({
  name: 'jumpShiftBroadcast',
  summary: 'Open the next stage of a broadcast now, or all that are left, with the reason.',
  rest: 'POST /shift-broadcasts/{shiftBroadcastId}/jump',
  permission: attendingPermissions.manageBroadcasts,
  input: z.strictObject({
    shiftBroadcastId: reference('shiftBroadcast'),
    stages: z.int().min(1).max(20).default(1).meta({ description: 'How many of those that are left.' }),
    reason: text(500),
  }),
  output: shiftBroadcast,
  errors: [stepNotAllowed, shiftTaken],
  async handle({ shiftBroadcastId, stages, reason }, context) {
    const seen = await context.tx.find(shiftBroadcasts, shiftBroadcastId);
    if (!seen) throw notFound();
    await context.take(orders, seen.orderId, { version: false });
    const shift = await context.take(shifts, seen.shiftId, { version: false });
    const held = await context.take(shiftBroadcasts, shiftBroadcastId);
    step(shiftBroadcastLife, 'jump', held.state);
    if (!shiftTakable(shift, context.now)) throw shiftTaken();
    const upTo = Math.min(held.stages.length, held.stage + stages);
    const { row, events, timers } = await openStages(shift, held, upTo, 'jump', context, reason);
    return {
      result: row,
      events: [broadcastJumped(row, { shiftId: shift.id }, reason), ...events],
      timers,
    };
  },
});
