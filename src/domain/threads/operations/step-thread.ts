import { stepCommand } from '../../../kernel/step-command.ts';
import { threadLife } from '../lifecycle.ts';
import { threadEnded, threadReopened } from '../model/thread.ts';
import { thread } from '../nouns/thread.ts';
import { threads } from '../tables.ts';

const about = { noun: thread, table: threads, life: threadLife };

export const threadSteps = [
  stepCommand({
    ...about,
    verb: 'close',
    summary: 'End a conversation: it can be read, and nothing is said in it any more.',
    event: threadEnded,
  }),
  stepCommand({
    ...about,
    verb: 'reopen',
    summary: 'Let a conversation go on.',
    event: threadReopened,
  }),
];
