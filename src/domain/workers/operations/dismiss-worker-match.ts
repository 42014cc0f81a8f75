import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { workerMatchLife } from '../matches/lifecycle.ts';
import { workerMatchDismissed } from '../matches/model.ts';
import { workerMatch } from '../matches/nouns.ts';
import { permissions } from '../policy.ts';
import { workerMatches } from '../tables.ts';

export const dismissWorkerMatch = command({
  name: 'dismissWorkerMatch',
  summary: 'Judge the two distinct persons, which stands until what is known of them changes.',
  rest: 'POST /worker-matches/{workerMatchId}/dismiss',
  permission: permissions.review,
  input: z.strictObject({ workerMatchId: reference('workerMatch'), reason: text(2_000) }),
  output: workerMatch,
  errors: [stepNotAllowed],
  async handle({ workerMatchId, reason }, context) {
    const row = await context.take(workerMatches, workerMatchId);
    const judged = await context.tx.change(workerMatches, row, {
      state: step(workerMatchLife, 'dismiss', row.state),
      reason,
      decidedBy: context.actor.membershipId,
      decidedAt: context.now,
    });
    const { workerId, otherWorkerId } = judged;
    return { result: judged, events: [workerMatchDismissed(judged, { workerId, otherWorkerId }, reason)] };
  },
});
