import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun, type RowAt } from '../../../kernel/noun.ts';
import { Id, Instant, text } from '../../../kernel/shapes.ts';
import { vendor } from '../../vendors/index.ts';
import { readsWorkerId } from '../../workers/index.ts';
import { threadLife } from '../lifecycle.ts';
import { ThreadState, ThreadSubjectName } from '../model/thread.ts';
import { messageCount, permissions, readsVendor, threadVisibility, unreadCount } from '../policy.ts';
import { messages, threads } from '../tables.ts';

const lastMessageAt = (row: RowAt) =>
  sql`(select max(said.created_at) from ${row.source(messages, 'said')} where said.tenant_id = ${row('tenantId')}
    and said.thread_id = ${row('id')})`;

export const thread = noun({
  name: 'thread',
  summary: 'A conversation between our side and one vendor about one thing.',
  table: threads,
  read: permissions.read,
  lifecycle: threadLife,
  fields: {
    subjectNoun: field(ThreadSubjectName, { filter: true }),
    subjectId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true, staged: readsVendor }),
    workerId: field(Id.nullable(), { filter: true, readers: readsWorkerId }),
    withClient: field(z.boolean().meta({ description: 'The client takes part.' }), { filter: true }),
    withWorker: field(z.boolean().meta({ description: 'The worker whom it is about takes part.' }), {
      filter: true,
    }),
    topic: field(text(200), { dataClass: 'internal', search: true }),
    state: field(ThreadState, { filter: true }),
    messageCount: field(z.int(), { value: messageCount }),
    lastMessageAt: field(Instant.nullable(), { sort: true, value: lastMessageAt }),
    unreadCount: field(
      z.int().nullable().meta({ description: 'Messages of others that you have not read; null in a past.' }),
      { unversioned: true, value: unreadCount },
    ),
  },
  visibleTo: threadVisibility,
});

edge(thread, 'vendorId', 'vendor', vendor, null);
