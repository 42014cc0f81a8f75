import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Id, oneOf, reference } from '../../../kernel/shapes.ts';
import { askedPlace, placeInput } from '../asking.ts';
import { judgeCandidates } from '../judging/candidates.ts';
import { Eligibility } from '../model/eligibility.ts';
import { permissions } from '../policy.ts';
import { candidates } from '../store.ts';

export const eligibilityOfWorkers = query({
  name: 'eligibilityOfWorkers',
  summary:
    'Who of up to 1,000 workers may work at a place from a day on, each with what is in the way: those named, or those of a profession in pages.',
  rest: 'GET /eligibility/workers',
  permission: permissions.judge,
  input: z.strictObject({
    workerIds: z.array(reference('worker')).min(1).max(1_000).optional().meta({
      description:
        'Absent, all of the profession; a vendor’s are those whom it represents. An address holds some 300; GraphQL takes all 1,000.',
    }),
    ...placeInput,
    items: oneOf('EligibilityItems', ['open', 'all'])
      .default('open')
      .meta({ description: 'Which demands are told of each: those that are not simply met, or all.' }),
    first: z.int().min(1).max(1_000).default(100),
    after: Id.optional().meta({ description: 'The `next` of the page before.' }),
  }),
  output: z
    .strictObject({
      workers: z.array(Eligibility),
      next: Id.nullable().meta({ description: 'Null where nobody follows.' }),
    })
    .meta({ id: 'EligibilityPage' }),
  async handle({ workerIds, items, first, after, ...given }, context) {
    const place = await askedPlace(given, context);
    const profession = workerIds ? undefined : (place.profession ?? undefined);
    const limit = workerIds ? workerIds.length : first;
    const found = await candidates({ workerIds, profession, first: limit, after }, context);
    const workers = await judgeCandidates(found, place, context, items);
    const last = found.at(-1);
    return {
      workers,
      next: !workerIds && last && found.length === first ? (last.representationId ?? last.workerId) : null,
    };
  },
});
