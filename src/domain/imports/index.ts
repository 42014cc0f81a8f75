import { capability, type Capability } from '../../kernel/operation.ts';
import { importable } from './importable.ts';
import {
  importCanceled,
  importCreated,
  importFailed,
  importQueued,
  importStarted,
  importSucceeded,
} from './model.ts';
import { importNoun, importRow } from './nouns.ts';
import { cancelImport } from './operations/cancel-import.ts';
import { createImport } from './operations/create-import.ts';

export { abandonImport, endImport, queueImport, startImport, takeImport } from './life.ts';

/** Files for what the given capabilities create or upsert. */
export const importsOf = (capabilities: readonly Capability[]): Capability =>
  capability({
    name: 'imports',
    nouns: [importNoun, importRow],
    commands: [createImport(importable(capabilities)), cancelImport],
    events: [importCreated, importQueued, importStarted, importSucceeded, importFailed, importCanceled],
  });
