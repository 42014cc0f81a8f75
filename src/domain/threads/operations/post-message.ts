import { z } from 'zod';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { fileIdsInput, fileNotReady } from '../../files/index.ts';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { threadLife } from '../lifecycle.ts';
import { Words } from '../model/note.ts';
import { message } from '../nouns/message.ts';
import { permissions } from '../policy.ts';
import { post } from '../store.ts';
import { threads } from '../tables.ts';

export const postMessage = command({
  name: 'postMessage',
  summary: 'Say something in a thread, with files of your own that are clean.',
  rest: 'POST /threads/{threadId}/post',
  permission: permissions.post,
  input: z.strictObject({ threadId: reference('thread'), body: Words, fileIds: fileIdsInput }),
  output: message,
  concurrency: 'none',
  errors: [stepNotAllowed, fileNotReady],
  example: { body: 'She can begin on the 9th.' },
  async handle({ threadId, ...said }, context) {
    // Whoever takes part writes; only our side moves the thread itself.
    const row = (await context.tx.find(threads, threadId, { lock: 'share' }))!;
    step(threadLife, 'post', row.state);
    const { message: posted, fact } = await post(row, said, context);
    return { result: posted, events: [fact] };
  },
});
