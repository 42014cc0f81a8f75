import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { EventType, Feed } from '../model.ts';
import { permissions } from '../policy.ts';
import { eventsAfter } from '../store.ts';

const feed = 'events';

export const readEvents = query({
  name: 'readEvents',
  summary:
    'The ordered feed of what happened on your side; read on from a cursor, or wait for the next event.',
  rest: 'GET /events',
  permission: permissions.readEvents,
  input: z.strictObject({
    after: z.string().max(500).optional(),
    types: z.array(EventType).min(1).max(100).optional(),
    limit: z.int().min(1).max(200).default(50),
    wait: z
      .int()
      .min(0)
      .max(15)
      .default(0)
      .meta({ description: 'Seconds to wait where there is nothing yet.' }),
  }),
  output: Feed,
  answered: ({ events }) => events.length > 0,
  async handle({ after, types, limit }, context) {
    const place = after === undefined ? undefined : context.openCursor(feed, after);
    const rows = await eventsAfter({ after: place, types, limit }, context);
    const events = rows.slice(0, limit).map((row) => ({
      id: row.id,
      type: row.type,
      tenantId: context.actor.tenantId,
      programId: row.program_id,
      subject: { type: row.subject_noun, id: row.subject_id, version: row.subject_version },
      actor: { kind: row.actor_kind, membershipId: row.membership_id },
      at: row.at,
      requestId: row.request_id,
      reason: row.reason,
      data: row.data,
      cursor: context.sealCursor(feed, row.place),
    }));
    return { events, nextCursor: events.at(-1)?.cursor ?? after ?? null, hasMore: rows.length > limit };
  },
});
