import { capability, type Context } from '../../kernel/operation.ts';

import * as happened from './model.ts';
import { representation, worker } from './nouns.ts';
import { createRepresentation } from './operations/create-representation.ts';
import { updateRepresentation } from './operations/update-representation.ts';
import { updateWorker } from './operations/update-worker.ts';
import { upsertWorker } from './operations/upsert-worker.ts';
import { withdrawRepresentation } from './operations/withdraw-representation.ts';
import type { RepresentationRow } from './representing.ts';
import { representations } from './tables.ts';

export { representation, worker } from './nouns.ts';
export { readsPeople, readsWorkerId } from './policy.ts';
export type { RepresentationRow } from './representing.ts';

/** The representation as the caller may see it, held until the transaction ends; `not_found` otherwise. */
export const representationFor = (id: string, { take }: Context): Promise<RepresentationRow> =>
  take(representations, id, { version: false });

export const workersCapability = capability({
  name: 'workers',
  nouns: [worker, representation],
  commands: [upsertWorker, updateWorker, createRepresentation, updateRepresentation, withdrawRepresentation],
  events: [
    happened.workerCreated,
    happened.workerChanged,
    happened.workerMatchReviewNeeded,
    happened.representationCreated,
    happened.representationChanged,
    happened.representationWithdrawn,
    happened.representationMatchReviewNeeded,
  ],
  constraints: { workers_npi: happened.npiTaken, representations_once: happened.representationExists },
});
