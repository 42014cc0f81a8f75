import { z } from 'zod';
import { Id, Instant, Json } from '../../../kernel/shapes.ts';

const Hash = z.string().meta({ description: 'SHA-256 in hex.' });
const Count = z.int().min(0).meta({ description: 'From 1, without a gap; 0 before the first.' });
// Precise to the microsecond: a seal covers the text as it stands.
const ExactInstant = z.string().meta({ scalar: 'Instant', format: 'date-time' });

/** One event, with its place in the log: what its hash covers. */
export const AuditLogEntry = z
  .strictObject({
    tenantId: Id,
    sequence: Count,
    eventId: Id,
    type: z.string(),
    sides: z.array(z.string()),
    scope: z
      .strictObject({
        programId: Id.nullable(),
        facilityId: Id.nullable(),
        unitId: Id.nullable(),
        vendorId: Id.nullable(),
        workerId: Id.nullable(),
      })
      .meta({ id: 'AuditLogScope' }),
    subject: z.strictObject({ noun: z.string(), id: Id, version: z.int() }).meta({ id: 'AuditLogSubject' }),
    actor: z
      .strictObject({
        kind: z.string(),
        membershipId: Id.nullable(),
        userId: Id.nullable(),
        tokenId: Id.nullable(),
      })
      .meta({ id: 'AuditLogActor' }),
    operation: z.string(),
    reason: z.string().nullable(),
    requestId: z.string(),
    address: z.string().nullable(),
    at: ExactInstant.meta({ description: 'By the tenant’s clock.' }),
    recordedAt: ExactInstant.meta({ description: 'By the database’s clock.' }),
    data: Json,
    versions: Hash.nullable().meta({
      description:
        'A digest of the row versions that the event’s transaction opened, as history has them now; null where it opened none.',
    }),
  })
  .meta({ id: 'AuditLogEntry' });

const AuditLogHead = z
  .strictObject({
    tenantId: Id,
    sequence: Count,
    hash: Hash,
    at: Instant,
    isEnd: z.boolean().meta({ description: 'Whether nothing sealed followed when it was signed.' }),
    publicKey: z.string().meta({ description: 'The raw Ed25519 key, base64url.' }),
    signature: z
      .string()
      .meta({ description: 'Ed25519 over the other members as RFC 8785 JSON, base64url.' }),
  })
  .meta({ id: 'AuditLogHead' });

/** A line of the exported log: an entry with its hash, or a signed head over all that stands above it. */
const AuditLogLine = z
  .strictObject({
    entry: AuditLogEntry.optional(),
    hash: Hash.optional().meta({
      description:
        'SHA-256(previous hash ‖ entry as RFC 8785 JSON), in hex; the first’s previous is 32 zero bytes.',
    }),
    head: AuditLogHead.optional(),
  })
  .meta({ id: 'AuditLogLine' });

export const AuditLog = z
  .strictObject({
    lines: z.array(AuditLogLine).meta({ description: 'Entries in order, and a head behind them.' }),
    nextAfter: z.int().nullable().meta({ description: 'Give it as `after` to read on; null at the end.' }),
  })
  .meta({ id: 'AuditLog' });

export type AuditLogEntry = z.output<typeof AuditLogEntry>;
