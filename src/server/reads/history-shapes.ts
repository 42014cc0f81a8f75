import { z } from 'zod';
import { Id, Instant, Json, Version } from '../../kernel/shapes.ts';

const FieldChange = z
  .strictObject({ field: z.string(), before: Json.nullable(), after: Json.nullable() })
  .meta({ id: 'FieldChange' });

const HistoryEntry = z
  .strictObject({
    version: Version,
    at: Instant.meta({ scalar: 'Instant', description: 'By the tenant’s clock.' }),
    recordedAt: Instant.meta({ scalar: 'Instant', description: 'By the database’s clock.' }),
    operation: z
      .string()
      .nullable()
      .meta({ description: 'Other sides’ operations are not named to vendors and workers.' }),
    actor: z
      .strictObject({ kind: z.string(), membershipId: Id.nullable() })
      .meta({
        id: 'HistoryActor',
        description: 'Who did it; other sides’ members are not named to vendors and workers.',
      })
      .nullable(),
    requestId: z.string().nullable(),
    reason: z.string().nullable(),
    events: z.array(z.strictObject({ id: Id, type: z.string() }).meta({ id: 'HistoryEvent' })),
    changes: z.array(FieldChange),
  })
  .meta({ id: 'HistoryEntry' });

/** A page of what changed in one row, newest first. */
export const History = z
  .strictObject({ entries: z.array(HistoryEntry), nextCursor: z.string().nullable(), hasMore: z.boolean() })
  .meta({ id: 'History' });
