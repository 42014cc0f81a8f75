import { createHmac, timingSafeEqual } from 'node:crypto';
import type pg from 'pg';
import { systemActor, type Actor } from '../../kernel/actor.ts';
import { accountOf } from '../../kernel/client-id.ts';
import type { Transaction } from '../../kernel/transaction.ts';
import { inTransaction } from '../database/transaction.ts';
import type { ClientCredentials } from './client-credentials.ts';

/** How service accounts are found; the access capability answers, the machinery asks. Run as the tenant's own hand. */
export interface ServiceAccounts {
  /** Who an account is, and the digests of its live secrets; undefined where it may not act. */
  clientOf(
    accountId: string,
    tx: Transaction,
  ): Promise<{ actor: Actor; secrets: readonly { id: string; digest: Buffer }[] } | undefined>;
  /** Remembers that a secret was used. */
  noteUse(secretId: string, tenantId: string, tx: Transaction): Promise<void>;
}

/** A client that proved who it is. */
export interface ProvenClient {
  tenantId: string;
  accountId: string;
  secretId: string;
  /** All that its tokens may be given. */
  actor: Actor;
}

const nobody = '00000000-0000-0000-0000-000000000000';
const noSecret = { id: nobody, digest: Buffer.alloc(32) };

/** Proves clients by their secrets, in the same steps whether there is such a client, it is disabled or its secret is wrong. */
export class Clients {
  readonly #pool: pg.Pool;
  readonly #accounts: ServiceAccounts;
  readonly #secret: string;

  constructor(pool: pg.Pool, accounts: ServiceAccounts, secret: string) {
    this.#pool = pool;
    this.#accounts = accounts;
    this.#secret = secret;
  }

  async prove({ clientId, secret }: ClientCredentials): Promise<ProvenClient | undefined> {
    const named = accountOf(clientId) ?? { tenantId: nobody, accountId: nobody };
    const found = await inTransaction(
      this.#pool,
      { actor: systemActor(named.tenantId), readOnly: true },
      (tx) => this.#accounts.clientOf(named.accountId, tx),
    );
    const given = createHmac('sha256', this.#secret).update(secret).digest();
    const [first = noSecret, second = noSecret] = found?.secrets ?? [];
    const matches = [first, second].filter(({ digest }) => timingSafeEqual(digest, given));
    const [match] = matches;
    return found && match && match !== noSecret
      ? { ...named, secretId: match.id, actor: found.actor }
      : undefined;
  }

  noteUse({ tenantId, secretId }: ProvenClient): Promise<void> {
    return inTransaction(this.#pool, { actor: systemActor(tenantId) }, (tx) =>
      this.#accounts.noteUse(secretId, tenantId, tx),
    );
  }
}
