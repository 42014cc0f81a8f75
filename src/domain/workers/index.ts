import { capability, type Context } from '../../kernel/operation.ts';

import * as judged from './matches/model.ts';
import { workerMatch } from './matches/nouns.ts';
import * as happened from './model.ts';
import { representation, worker } from './nouns.ts';
import { addWorkHistory } from './operations/add-work-history.ts';
import { createRepresentation } from './operations/create-representation.ts';
import { dismissWorkerMatch } from './operations/dismiss-worker-match.ts';
import { mergeWorkers } from './operations/merge-workers.ts';
import { raiseWorkerMatch } from './operations/raise-worker-match.ts';
import { recordWorkHistory } from './operations/record-work-history.ts';
import { removeWorkHistoryEntry } from './operations/remove-work-history-entry.ts';
import { updateRepresentation } from './operations/update-representation.ts';
import { updateWorker } from './operations/update-worker.ts';
import { updateWorkHistoryEntry } from './operations/update-work-history-entry.ts';
import { upsertRepresentation } from './operations/upsert-representation.ts';
import { upsertTaxonomyCode } from './operations/upsert-taxonomy-code.ts';
import { upsertWorker } from './operations/upsert-worker.ts';
import { withdrawRepresentation } from './operations/withdraw-representation.ts';
import * as profile from './profile/model.ts';
import { taxonomyCode, workHistoryEntry } from './profile/nouns.ts';
import type { RepresentationRow } from './representing.ts';
import { representations } from './tables.ts';

export { workers } from './tables.ts';

export {
  normalizeName,
  representationChanged,
  representationCreated,
  workerChanged,
  workerCreated,
} from './model.ts';
export { representation, worker } from './nouns.ts';
export { taxonomyCodes } from './tables.ts';
export { readsPeople, readsWorkerId } from './policy.ts';
export { assertNotMerged, workerAbsorbed, workerMerged, workerMergedAway } from './matches/model.ts';
export { assertStands, mergedAway } from './matches/standing.ts';
export type { RepresentationRow } from './representing.ts';

/** The representation as the caller may see it, held until the transaction ends; `not_found` otherwise. */
export const representationFor = (id: string, { take }: Context): Promise<RepresentationRow> =>
  take(representations, id, { version: false });

export const workersCapability = capability({
  name: 'workers',
  nouns: [worker, representation, workerMatch, workHistoryEntry, taxonomyCode],
  commands: [
    upsertWorker,
    updateWorker,
    createRepresentation,
    upsertRepresentation,
    updateRepresentation,
    withdrawRepresentation,
    raiseWorkerMatch,
    dismissWorkerMatch,
    mergeWorkers,
    recordWorkHistory,
    addWorkHistory,
    updateWorkHistoryEntry,
    removeWorkHistoryEntry,
    upsertTaxonomyCode,
  ],
  events: [
    happened.workerCreated,
    happened.workerChanged,
    happened.representationCreated,
    happened.representationChanged,
    happened.representationWithdrawn,
    judged.workerMatchRaised,
    judged.workerMatchReopened,
    judged.workerMatchDismissed,
    judged.workerMatchMerged,
    judged.workerMatchSuperseded,
    judged.workerMergedAway,
    judged.workerAbsorbed,
    profile.workHistoryRecorded,
    profile.workHistoryChanged,
    profile.workHistoryRemoved,
    profile.taxonomyCodeCreated,
    profile.taxonomyCodeChanged,
  ],
  constraints: { workers_npi: happened.npiTaken, representations_once: happened.representationExists },
});
