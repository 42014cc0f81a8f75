import { stepCommand } from '../../../kernel/step-command.ts';
import { workerMatchLife } from '../matches/lifecycle.ts';
import { workerMatchDismissed } from '../matches/model.ts';
import { workerMatch } from '../matches/nouns.ts';
import { workerMatches } from '../tables.ts';

export const dismissWorkerMatch = stepCommand({
  noun: workerMatch,
  table: workerMatches,
  life: workerMatchLife,
  verb: 'dismiss',
  summary: 'Judge the two distinct persons, which stands until what is known of them changes.',
  reason: 'required',
  event: workerMatchDismissed,
  data: ({ workerId, otherWorkerId }) => ({ workerId, otherWorkerId }),
  changes: (_, { actor, now }, reason) => ({
    reason: reason!,
    decidedBy: actor.membershipId,
    decidedAt: now,
  }),
});
