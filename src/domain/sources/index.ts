import { capability } from '../../kernel/operation.ts';
import { checkAnswered, checkFailed, checkIsOpen, checkRequested } from './model.ts';
import { sourceCheck } from './nouns.ts';
import { checkCredential } from './operations/check-credential.ts';
import { checkExclusion } from './operations/check-exclusion.ts';

export { recordAnswer, recordFailure, takeDueCheck } from './life.ts';

export const sources = capability({
  name: 'sources',
  nouns: [sourceCheck],
  commands: [checkCredential, checkExclusion],
  events: [checkRequested, checkAnswered, checkFailed],
  constraints: {
    source_checks_open_credential: checkIsOpen,
    source_checks_open_worker: checkIsOpen,
  },
});
