import { z } from 'zod';
import { notFound, refuse } from '../../../kernel/errors.ts';
import { query, type Context } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assertNotMerged, workerMerged, workers } from '../../workers/index.ts';
import { askedPlace, placeInput } from '../asking.ts';
import { Eligibility } from '../model/eligibility.ts';
import { permissions } from '../policy.ts';
import { candidates, candidateOf, type Candidate } from '../store.ts';
import { judgeCandidates } from '../judging/candidates.ts';

interface Named {
  workerId?: string | undefined;
  representationId?: string | undefined;
}

async function named({ workerId, representationId }: Named, context: Context): Promise<Candidate> {
  if (representationId !== undefined && workerId !== undefined)
    throw refuse('/representationId', 'named_twice', 'Name the worker or a representation of it.');
  if (representationId !== undefined) return candidateOf(representationId, context);
  const asked = workerId ?? context.actor.workerId;
  if (asked === null) throw refuse('/workerId', 'required', 'Name the worker, or a representation of it.');
  const [found] = await candidates({ workerIds: [asked], first: 1 }, context);
  if (found) return found;
  const left = await context.tx.find(workers, asked);
  if (left) assertNotMerged(left);
  throw notFound();
}

export const eligibility = query({
  name: 'eligibility',
  summary:
    'Whether a worker may work at a place from a day on: each demand, how it stands, why, what would change it, by when.',
  rest: 'GET /eligibility',
  permission: permissions.judge,
  input: z.strictObject({
    workerId: reference('worker').optional().meta({ description: 'Absent, a worker asks about itself.' }),
    representationId: reference('representation')
      .optional()
      .meta({ description: 'A vendor’s name for a worker.' }),
    ...placeInput,
  }),
  output: Eligibility,
  errors: [workerMerged],
  async handle({ workerId, representationId, ...given }, context) {
    const candidate = await named({ workerId, representationId }, context);
    const [judged] = await judgeCandidates([candidate], await askedPlace(given, context), context);
    if (!judged) throw notFound();
    return judged;
  },
});
