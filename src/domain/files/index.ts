import { capability } from '../../kernel/operation.ts';
import { fileCleared, fileCreated, fileInfected, fileReceived, fileRemoved } from './model.ts';
import { file } from './nouns.ts';
import { createFile } from './operations/create-file.ts';
import { linkFile } from './operations/link-file.ts';

export { attachFiles, type FileSubject } from './attach.ts';
export { receiveFile, removeFile, settleFile, takeFile } from './life.ts';
export { fileIdsInput, fileNotReady } from './model.ts';
export { file } from './nouns.ts';
export { files } from './tables.ts';

export const filesCapability = capability({
  name: 'files',
  nouns: [file],
  commands: [createFile],
  queries: [linkFile],
  events: [fileCreated, fileReceived, fileCleared, fileInfected, fileRemoved],
});
