import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id } from '../../../kernel/shapes.ts';
import { MessageSide } from '../model/thread.ts';
import { Words } from '../model/note.ts';
import { messageVisibility, permissions, readsAuthor } from '../policy.ts';
import { messages } from '../tables.ts';
import { thread } from './thread.ts';

export const message = noun({
  name: 'message',
  summary: 'What was said in a thread, and by which side.',
  table: messages,
  read: permissions.read,
  fields: {
    threadId: field(Id, { filter: true }),
    side: field(MessageSide, { filter: true }),
    membershipId: field(
      Id.meta({ description: 'Who wrote it, to the operator and to those of the same side.' }),
      { staged: readsAuthor },
    ),
    body: field(Words, { dataClass: 'internal' }),
    fileIds: field(z.array(Id)),
  },
  visibleTo: messageVisibility,
});

edge(message, 'threadId', 'thread', thread, 'messages');
