import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { threadRead } from '../model/thread.ts';
import { thread } from '../nouns/thread.ts';
import { permissions } from '../policy.ts';
import { lastMessage, readUpTo } from '../store.ts';
import { messages, threads } from '../tables.ts';

export const markThreadRead = command({
  name: 'markThreadRead',
  summary: 'Say that you have read a thread up to a message, or to its end.',
  rest: 'POST /threads/{threadId}/mark-read',
  permission: permissions.markRead,
  input: z.strictObject({ threadId: reference('thread'), messageId: reference('message').optional() }),
  output: thread,
  concurrency: 'none',
  async handle({ threadId, messageId }, context) {
    const row = (await context.tx.find(threads, threadId))!;
    const upTo =
      messageId === undefined
        ? await lastMessage(threadId, context)
        : await context.tx.find(messages, messageId);
    if (messageId !== undefined && upTo?.threadId !== threadId) throw notFound();
    if (!upTo || !(await readUpTo(upTo, context))) return { result: row, unchanged: true };
    return { result: row, events: [threadRead(row, {})] };
  },
});
