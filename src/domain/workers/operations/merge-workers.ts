import { z } from 'zod';
import { refuse, staleVersion, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { workerMatchLife } from '../matches/lifecycle.ts';
import { holdWorkers, mergeWorker } from '../matches/merging.ts';
import { identitiesDiffer, workerMatchMerged, workerMerged, workersCollide } from '../matches/model.ts';
import { workerMatch } from '../matches/nouns.ts';
import { permissions } from '../policy.ts';
import { workerMatches } from '../tables.ts';

export const mergeWorkers = command({
  name: 'mergeWorkers',
  summary:
    'Judge the two one person: the survivor takes over all that the other one has, which stays and names it.',
  rest: 'POST /worker-matches/{workerMatchId}/merge',
  permission: permissions.review,
  input: z.strictObject({
    workerMatchId: reference('workerMatch'),
    survivorId: reference('worker').meta({
      scalar: 'ID',
      noun: 'worker',
      description: 'The one of the two that stands for both from now on.',
    }),
    reason: text(2_000).optional(),
  }),
  output: workerMatch,
  errors: [stepNotAllowed, workerMerged, workersCollide, identitiesDiffer],
  async handle({ workerMatchId, survivorId, reason }, context) {
    // Persons before what is said of them: whoever changes or recognizes one takes them in this order.
    const people = await holdWorkers((await context.tx.find(workerMatches, workerMatchId))!, context);
    const row = await context.take(workerMatches, workerMatchId);
    const state = step(workerMatchLife, 'merge', row.state);
    const { workerId, otherWorkerId } = row;
    if (survivorId !== workerId && survivorId !== otherWorkerId)
      throw refuse('/survivorId', 'not_of_the_pair', 'The survivor is one of the two.');
    const merged = people.get(survivorId === workerId ? otherWorkerId : workerId);
    const survivor = people.get(survivorId);
    // Another merge gave the pair another worker while this one waited.
    if (!merged || !survivor) throw staleVersion();
    const facts = await mergeWorker({ matchId: row.id, merged, survivor }, context);
    const decided = { reason: reason ?? null, decidedBy: context.actor.membershipId, decidedAt: context.now };
    const judged = await context.tx.change(workerMatches, row, { state, survivorId, ...decided });
    return {
      result: judged,
      events: [workerMatchMerged(judged, { workerId, otherWorkerId }, reason), ...facts],
    };
  },
});
