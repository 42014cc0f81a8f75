import { createHash } from 'node:crypto';
import { canonical } from './canonical.ts';

/** What a seal covers: an event as the database describes it, its place, and a digest of the row versions it came with. */
export interface AuditEntry extends Record<string, unknown> {
  tenantId: string;
  /** From 1, without a gap. */
  sequence: number;
  /** SHA-256 in hex; null where the event's transaction changed no kept row. */
  versions: string | null;
}

/** What stands before the first entry: 32 zero bytes, in hex. */
export const genesis = '0'.repeat(64);

/** The hash of an entry on its predecessor's, both in hex: SHA-256(previous ‖ canonical(entry)). Sealer and verifier share it. */
export const sealOf = (previous: string, entry: AuditEntry): string =>
  createHash('sha256').update(Buffer.from(previous, 'hex')).update(canonical(entry)).digest('hex');
