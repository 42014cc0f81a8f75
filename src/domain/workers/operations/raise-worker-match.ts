import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assertNotMerged, compareTraits, workerMerged } from '../matches/model.ts';
import { workerMatch } from '../matches/nouns.ts';
import { raisePairs } from '../matches/raising.ts';
import { pairKey, traitsOf } from '../matches/store/pairs.ts';
import { permissions } from '../policy.ts';
import { workers } from '../tables.ts';

export const raiseWorkerMatch = command({
  name: 'raiseWorkerMatch',
  summary:
    'Put two workers up for judgment whom nothing but a person took for one; a judged pair opens again.',
  rest: 'POST /worker-matches',
  permission: permissions.review,
  input: z.strictObject({ workerId: reference('worker'), otherWorkerId: reference('worker') }),
  output: workerMatch,
  errors: [workerMerged],
  async handle(pair, context) {
    const { workerId, otherWorkerId } = pair;
    if (workerId === otherWorkerId)
      throw refuse('/otherWorkerId', 'same_worker', 'A worker is no match of itself.');
    for (const row of (await context.tx.takeAll(workers, [workerId, otherWorkerId])).values())
      assertNotMerged(row);
    const traits = await traitsOf([workerId, otherWorkerId], context);
    const [one, other] = [traits.get(workerId), traits.get(otherWorkerId)];
    const signals = one && other ? compareTraits(one, other) : { agreeing: [], differing: [] };
    const { rows, facts } = await raisePairs([{ ...pair, ...signals, foundBy: 'person' }], context);
    const result = rows.get(pairKey(pair))!;
    const [first, ...others] = facts;
    return first ? { result, events: [first, ...others] } : { result, unchanged: true };
  },
});
