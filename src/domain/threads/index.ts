import { capability } from '../../kernel/operation.ts';
import * as noteModel from './model/note.ts';
import * as threadModel from './model/thread.ts';
import { message } from './nouns/message.ts';
import { note } from './nouns/note.ts';
import { thread } from './nouns/thread.ts';
import { addNote } from './operations/add-note.ts';
import { markThreadRead } from './operations/mark-thread-read.ts';
import { noteStanding } from './operations/note-standing.ts';
import { postMessage } from './operations/post-message.ts';
import { startThread } from './operations/start-thread.ts';
import { threadSteps } from './operations/step-thread.ts';
import { updateNote } from './operations/update-note.ts';

export { messagePosted } from './model/thread.ts';
export { thread } from './nouns/thread.ts';
export { unreadCount } from './policy.ts';
export { threads } from './tables.ts';

export const threadsCapability = capability({
  name: 'threads',
  nouns: [note, thread, message],
  commands: [addNote, updateNote, ...noteStanding, startThread, postMessage, markThreadRead, ...threadSteps],
  events: [
    noteModel.noteAdded,
    noteModel.noteChanged,
    noteModel.notePinned,
    noteModel.noteUnpinned,
    noteModel.noteArchived,
    threadModel.threadStarted,
    threadModel.threadEnded,
    threadModel.threadReopened,
    threadModel.threadRead,
    threadModel.messagePosted,
  ],
  constraints: { threads_once: threadModel.threadExists },
});
