import { z } from 'zod';
import { Id, Instant, Json } from '../../kernel/shapes.ts';

export const EventType = z
  .string()
  .regex(/^[a-z_]+\.[a-z_]+$/, 'An event type is noun.past_tense.')
  .meta({ examples: ['order.submitted'] });

/** One fact of the feed. Its data are ids and changed facts, never health, contact or pay values. */
export const FeedEvent = z
  .strictObject({
    id: Id,
    type: EventType,
    tenantId: Id,
    programId: Id.nullable(),
    subject: z.strictObject({ type: z.string(), id: Id, version: z.int() }).meta({ id: 'FeedSubject' }),
    actor: z.strictObject({ kind: z.string(), membershipId: Id.nullable() }).meta({
      id: 'FeedActor',
      description: 'Who did it; other sides’ members are not named to vendors and workers.',
    }),
    at: Instant,
    requestId: z.string(),
    reason: z.string().nullable(),
    data: Json,
    cursor: z.string().meta({ description: 'Give it as `after` to read on from here.' }),
  })
  .meta({ id: 'FeedEvent' });

export const Feed = z
  .strictObject({
    events: z.array(FeedEvent),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'The cursor of the last event shown; yours again where there was none.' }),
    hasMore: z.boolean(),
  })
  .meta({ id: 'Feed' });
