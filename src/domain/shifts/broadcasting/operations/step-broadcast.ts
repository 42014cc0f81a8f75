import type { Command } from '../../../../kernel/operation.ts';
import { stepCommand } from '../../../../kernel/step-command.ts';
import { broadcastPlanLife, favoriteLife, shiftBroadcastLife } from '../lifecycle.ts';
import { broadcastPaused, favoriteRemoved, planArchived } from '../model.ts';
import { broadcastPlan, favoriteWorker, shiftBroadcast } from '../nouns.ts';
import { broadcastPlans, favoriteWorkers, shiftBroadcasts } from '../tables.ts';

export const retireBroadcastPlan: Command = stepCommand({
  noun: broadcastPlan,
  table: broadcastPlans,
  life: broadcastPlanLife,
  verb: 'retire',
  summary: 'Put a plan away; shifts that are shown by it go on.',
  event: planArchived,
  changes: () => ({ isDefault: false }),
});

export const removeFavoriteWorker: Command = stepCommand({
  noun: favoriteWorker,
  table: favoriteWorkers,
  life: favoriteLife,
  verb: 'remove',
  summary: 'A worker is a favorite no more; what it was shown it still sees.',
  event: favoriteRemoved,
});

export const pauseShiftBroadcast: Command = stepCommand({
  noun: shiftBroadcast,
  table: shiftBroadcasts,
  life: shiftBroadcastLife,
  verb: 'pause',
  summary: 'Let no further stage open for now, with the reason.',
  event: broadcastPaused,
  data: ({ shiftId }) => ({ shiftId }),
  reason: 'required',
  changes: (_row, _context, reason) => ({ reason: reason ?? null, nextAt: null }),
});
