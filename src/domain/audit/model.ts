import { z } from 'zod';
import { Id, Instant, Json, oneOf, text } from '../../kernel/shapes.ts';

const Subject = z.strictObject({ noun: z.string(), id: Id, version: z.int() }).meta({ id: 'AuditSubject' });

const AuditActor = z
  .strictObject({
    kind: z.string(),
    membershipId: Id.nullable(),
    userId: Id.nullable(),
    tokenId: Id.nullable(),
  })
  .meta({ id: 'AuditActor' });

const AuditChange = z
  .strictObject({ field: z.string(), before: Json.nullable(), after: Json.nullable() })
  .meta({ id: 'AuditChange' });

/** One fact as the audit has it: who, what, when by both clocks, from where, why, before and after. */
export const AuditEntry = z
  .strictObject({
    id: Id,
    type: z.string(),
    operation: z.string(),
    subject: Subject,
    programId: Id.nullable(),
    actor: AuditActor,
    at: Instant.meta({ scalar: 'Instant', description: 'By the tenant’s clock.' }),
    recordedAt: Instant.meta({ scalar: 'Instant', description: 'By the database’s clock.' }),
    requestId: z.string(),
    address: z.string().nullable(),
    reason: z.string().nullable(),
    data: Json,
    changes: z
      .array(AuditChange)
      .nullable()
      .meta({ description: 'Of the fields that you may read; null where you may not read the row.' }),
  })
  .meta({ id: 'AuditEntry' });

export const AuditPage = z
  .strictObject({ entries: z.array(AuditEntry), nextCursor: z.string().nullable(), hasMore: z.boolean() })
  .meta({ id: 'AuditPage' });

export const AccessKind = oneOf('AccessKind', ['refused', 'read', 'export']);
const Surface = oneOf('Surface', ['rest', 'graphql']);

/** One refusal, or one reading of what is sensitive, without what was read. */
const AccessEntry = z
  .strictObject({
    id: Id,
    kind: AccessKind.nullable(),
    operation: z.string(),
    surface: Surface.nullable(),
    status: z.int().nullable(),
    code: z.string().nullable(),
    membershipId: Id.nullable(),
    userId: Id.nullable(),
    tokenId: Id.nullable(),
    noun: z.string().nullable(),
    subjectId: Id.nullable(),
    rows: z.int().nullable(),
    requestId: z.string(),
    address: z.string().nullable(),
    at: Instant.meta({ scalar: 'Instant', description: 'Real time.' }),
  })
  .meta({ id: 'AccessEntry' });

export const AccessPage = z
  .strictObject({ entries: z.array(AccessEntry), nextCursor: z.string().nullable(), hasMore: z.boolean() })
  .meta({ id: 'AccessPage' });

/** What both logs are read on with. */
export const pageInput = {
  after: z.string().max(500).optional(),
  limit: z.int().min(1).max(200).default(50),
};

/** A name in one of the logs: an operation, a noun, a code. */
export const Name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_.]{0,99}$/, 'A name is letters, digits, _ and points.')
  .meta({ examples: ['createOrder'] });

/** A request's id, as answers and problems carry it. */
export const RequestId = z
  .string()
  .min(1)
  .max(200)
  .meta({ examples: ['0198c0de-0000-7000-8000-000000000002'] });

export const Words = text(200);
