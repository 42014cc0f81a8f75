import { capability } from '../../kernel/operation.ts';
import * as noReturn from './model/do-not-return.ts';
import * as list from './model/exclusion-list.ts';
import * as match from './model/exclusion-match.ts';
import { exclusionRecordAdded } from './model/exclusion-record.ts';
import { screeningCompleted, screeningStarted } from './model/screening-run.ts';
import { doNotReturn } from './nouns/do-not-return.ts';
import { exclusionList, exclusionRecord } from './nouns/exclusion-list.ts';
import { exclusionMatch } from './nouns/exclusion-match.ts';
import { screeningRun, workerScreening } from './nouns/screening-run.ts';
import { abandonExclusionList } from './operations/abandon-exclusion-list.ts';
import { addExclusionRecord } from './operations/add-exclusion-record.ts';
import { createExclusionList } from './operations/create-exclusion-list.ts';
import { matchDecisions } from './operations/decide-exclusion-match.ts';
import { liftDoNotReturn } from './operations/lift-do-not-return.ts';
import { placeDoNotReturn } from './operations/place-do-not-return.ts';
import { publishExclusionList } from './operations/publish-exclusion-list.ts';
import { startScreening } from './operations/start-screening.ts';
import { reactions } from './reactions.ts';
import { liftEndedExclusions, screenNextWorkers } from './timers.ts';

export { doNotReturnLifted, doNotReturnPlaced } from './model/do-not-return.ts';
export {
  exclusionCleared,
  exclusionConfirmed,
  exclusionLifted,
  exclusionMatchFound,
} from './model/exclusion-match.ts';
export { keepListing } from './listing.ts';
export { doNotReturn } from './nouns/do-not-return.ts';
export { exclusionMatch } from './nouns/exclusion-match.ts';
export { doNotReturns, exclusionMatches } from './tables.ts';

export const screening = capability({
  name: 'screening',
  nouns: [exclusionList, exclusionRecord, exclusionMatch, screeningRun, workerScreening, doNotReturn],
  commands: [
    createExclusionList,
    addExclusionRecord,
    publishExclusionList,
    abandonExclusionList,
    ...matchDecisions,
    startScreening,
    placeDoNotReturn,
    liftDoNotReturn,
  ],
  events: [
    list.exclusionListCreated,
    list.exclusionListAbandoned,
    list.exclusionListPublished,
    list.exclusionListSuperseded,
    exclusionRecordAdded,
    match.exclusionMatchFound,
    match.exclusionMatchChanged,
    match.exclusionConfirmed,
    match.exclusionCleared,
    match.exclusionLifted,
    screeningStarted,
    screeningCompleted,
    noReturn.doNotReturnPlaced,
    noReturn.doNotReturnLifted,
  ],
  reactions,
  timers: [screenNextWorkers, liftEndedExclusions],
  constraints: { do_not_returns_one_active: noReturn.doNotReturnExists },
});
