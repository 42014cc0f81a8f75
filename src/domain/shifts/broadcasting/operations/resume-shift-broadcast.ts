import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference } from '../../../../kernel/shapes.ts';
import { attendingPermissions } from '../../attending/policy.ts';
import { shiftBroadcastLife } from '../lifecycle.ts';
import { broadcastResumed } from '../model.ts';
import { shiftBroadcast } from '../nouns.ts';
import { nextOpening, postedAnew } from '../plan-rules.ts';
import { openBroadcastStage } from '../stages.ts';
import { shiftBroadcasts } from '../tables.ts';

export const resumeShiftBroadcast = command({
  name: 'resumeShiftBroadcast',
  summary:
    'Let a paused broadcast go on: its next stage opens as long after now as it was to follow the one before.',
  rest: 'POST /shift-broadcasts/{shiftBroadcastId}/resume',
  permission: attendingPermissions.manageBroadcasts,
  input: z.strictObject({ shiftBroadcastId: reference('shiftBroadcast') }),
  output: shiftBroadcast,
  errors: [stepNotAllowed],
  async handle({ shiftBroadcastId }, context) {
    const held = await context.take(shiftBroadcasts, shiftBroadcastId);
    const state = step(shiftBroadcastLife, 'resume', held.state);
    const postedAt = postedAnew(held.stages, held.stage, context.now);
    const nextAt = nextOpening(held.stages, held.stage, postedAt);
    const row = await context.tx.change(shiftBroadcasts, held, { state, postedAt, nextAt });
    return {
      result: row,
      events: [broadcastResumed(row, { shiftId: row.shiftId })],
      timers: nextAt === null ? [] : [openBroadcastStage(nextAt, row.id, {})],
    };
  },
});
