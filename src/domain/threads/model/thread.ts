import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const threadSubjects = ['order', 'submission', 'assignment', 'timesheet'] as const;
export type ThreadSubject = (typeof threadSubjects)[number];
export const ThreadSubjectName = oneOf('ThreadSubject', threadSubjects);
export const ThreadState = oneOf('ThreadState', ['open', 'closed']);

export const MessageSide = oneOf('MessageSide', ['operator', 'client', 'vendor', 'worker']);

export const threadExists = declareError(
  'thread_exists',
  'conflict',
  'There is a thread of this topic with the vendor already; post to it.',
);
export const vendorHasNoOrder = declareError(
  'vendor_has_no_order',
  'conflict',
  'The order was not released to the vendor, or is closed to it.',
);

const said = { sides: ['operator', 'vendor'] as const, data: z.strictObject({}) };
export const threadStarted = event({
  type: 'thread.started',
  summary: 'A conversation with a vendor began.',
  ...said,
});
export const threadEnded = event({
  type: 'thread.closed',
  summary: 'A conversation came to its end.',
  ...said,
});
export const threadReopened = event({
  type: 'thread.reopened',
  summary: 'A conversation goes on.',
  ...said,
});
/** Which member has read how far is nobody else's business: the audit log alone tells of it. */
export const threadRead = event({
  type: 'thread.read',
  summary: 'A member has read a conversation.',
  sides: ['operator'],
  data: z.strictObject({}),
});
export const messagePosted = event({
  type: 'message.posted',
  summary: 'Something was said in a conversation; what, its participants read there.',
  sides: ['operator', 'vendor'],
  data: z.strictObject({ threadId: z.string() }),
});
