import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/actor.ts';
import { idempotencyKeyReused, refuse, requestInProgress } from '../../kernel/errors.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { rootOf } from '../problem.ts';

/** What a key remembers: the noun's id, and the text given on each surface that asked. */
export interface StoredAnswer {
  id: string | null;
  texts: Record<string, string>;
}

export interface Claim {
  operation: string;
  key: string;
  fingerprint: string;
  actor: Actor;
}

/** A digest of the parsed input, whatever the order of its members. */
export function fingerprintOf(...parts: unknown[]): string {
  const canonical = JSON.stringify(parts, (_, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
  return createHash('sha256').update(canonical).digest('hex');
}

/** Refuses a key that is not 1 to 255 printable ASCII characters. */
export function assertKey(key: string): void {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw refuse(
      '/Idempotency-Key',
      'invalid_key',
      'A key is 1 to 255 printable ASCII characters without spaces.',
    );
  }
}

const owner = ({ actor, operation, key }: Claim) =>
  sql`tenant_id = ${actor.tenantId} and membership_id = ${actor.membershipId} and operation = ${operation} and key = ${key}`;

/**
 * Claims the key in the command's own transaction, so that effect and answer stand or fall together. Waits for
 * another holder of the key up to the lock timeout (2 s), then answers `request_in_progress`. Gives the stored
 * answer where the same input was answered before.
 */
export async function claimKey(claim: Claim, tx: Transaction): Promise<StoredAnswer | undefined> {
  const { actor, operation, key, fingerprint } = claim;
  let claimed: object[];
  try {
    claimed =
      await tx.rows(sql`insert into idempotency_keys (tenant_id, membership_id, operation, key, fingerprint)
      values (${actor.tenantId}, ${actor.membershipId}, ${operation}, ${key}, ${fingerprint}) on conflict do nothing returning key`);
  } catch (error) {
    if ((rootOf(error) as { code?: string }).code === '55P03')
      throw requestInProgress({ retryAfterSeconds: 1 });
    throw error;
  }
  if (claimed.length > 0) return undefined;
  const [known] = await tx.rows<{ fingerprint: string; answer: StoredAnswer }>(
    sql`select fingerprint, answer from idempotency_keys where ${owner(claim)}`,
  );
  if (!known) throw requestInProgress({ retryAfterSeconds: 1 });
  if (known.fingerprint !== fingerprint) throw idempotencyKeyReused();
  return known.answer;
}

/** Keeps the answer under the claimed key, in the same transaction. */
export async function keepAnswer(claim: Claim, answer: StoredAnswer, tx: Transaction): Promise<void> {
  await tx.rows(
    sql`update idempotency_keys set answer = ${JSON.stringify(answer)}::jsonb where ${owner(claim)}`,
  );
}
