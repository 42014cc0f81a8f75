import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/actor.ts';
import { idempotencyKeyReused, refuse, requestInProgress } from '../../kernel/errors.ts';
import { planOf } from '../database/plan.ts';
import type { OpenTransaction, Prepared } from '../database/transaction.ts';
import { rootOf } from '../problem.ts';
import type { CommandCall } from './calls.ts';

/** What a key remembers: the noun's id, and the text given on each surface that asked. */
export interface StoredAnswer {
  id: string | null;
  texts: Record<string, string>;
}

/** A key in the hand of one member, for one operation and input. */
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

const slot = (index: number) => sql.placeholder(String(index));
const owned = sql`tenant_id = ${slot(0)} and membership_id = ${slot(1)} and operation = ${slot(2)} and key = ${slot(3)}`;
const claiming =
  planOf(sql`insert into idempotency_keys (tenant_id, membership_id, operation, key, fingerprint)
  values (${slot(0)}, ${slot(1)}, ${slot(2)}, ${slot(3)}, ${slot(4)}) on conflict do nothing returning key`);
const knowing = planOf(sql`select fingerprint, answer from idempotency_keys where ${owned}`);
const keeping = planOf(sql`update idempotency_keys set answer = ${slot(4)}::jsonb where ${owned}`);

const ownerOf = ({ actor, operation, key }: Claim) => [actor.tenantId, actor.membershipId, operation, key];

/** The claim that a call makes; a dry run claims nothing. */
export const claimFor = (
  { operation, actor, idempotencyKey: key, expectedVersion, dryRun }: CommandCall,
  input: unknown,
): Claim | undefined =>
  key === undefined || dryRun
    ? undefined
    : { actor, operation: operation.name, key, fingerprint: fingerprintOf(input, expectedVersion) };

/** The claim of a key, to be sent with BEGIN: effect and answer stand or fall together. */
export const claimOf = (claim: Claim): Prepared => ({
  plan: claiming,
  values: [...ownerOf(claim), claim.fingerprint],
});

/**
 * What became of the claim that was sent with BEGIN. It waits for another holder of the key up to the lock timeout
 * (2 s), then answers `request_in_progress`. Gives the stored answer where the same input was answered before.
 */
export async function claimKey(claim: Claim, tx: OpenTransaction): Promise<StoredAnswer | undefined> {
  let claimed: object[];
  try {
    claimed = await tx.first;
  } catch (error) {
    if ((rootOf(error) as { code?: string }).code === '55P03')
      throw requestInProgress({ retryAfterSeconds: 1 });
    throw error;
  }
  if (claimed.length > 0) return undefined;
  const [known] = await tx.run<{ fingerprint: string; answer: StoredAnswer }>(knowing, ownerOf(claim));
  if (!known) throw requestInProgress({ retryAfterSeconds: 1 });
  if (known.fingerprint !== claim.fingerprint) throw idempotencyKeyReused();
  return known.answer;
}

/** Keeps the answer under the claimed key, in the same transaction: it is sent with COMMIT. */
export function keepAnswer(claim: Claim, answer: StoredAnswer, tx: OpenTransaction): void {
  tx.last = { plan: keeping, values: [...ownerOf(claim), JSON.stringify(answer)] };
}
