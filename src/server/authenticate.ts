import { createHmac } from 'node:crypto';
import type pg from 'pg';
import { tenantOfToken } from '../kernel/access-token.ts';
import { systemActor, type Actor } from '../kernel/actor.ts';
import { unauthenticated } from '../kernel/errors.ts';
import type { Transaction } from '../kernel/transaction.ts';
import { inTransaction } from './database/transaction.ts';
import type { ExternalIssuer, NamedSubject } from './oauth/external-issuer.ts';
import type { Grant, OwnTokens } from './oauth/own-tokens.ts';
import { parseStrictly } from './rest/json.ts';

/** How memberships are found; the access capability answers, the machinery asks. Run as the tenant's own hand. */
export interface Memberships {
  /** The membership under which a token of this digest acts, unless expired, revoked, ended or deactivated. */
  byToken(digest: Buffer, tx: Transaction): Promise<Actor | undefined>;
  /** The membership of the user whom the issuer calls `subject`; `membershipId` chooses among several. */
  bySubject(who: NamedSubject, tx: Transaction): Promise<Actor | undefined>;
  /** The membership of a service account, while the secret that its token was given for is live; narrowed to both's scopes. */
  byClient(who: Grant, tx: Transaction): Promise<Actor | undefined>;
}

const keepMilliseconds = 500;
const mostKept = 5_000;
const mostTokenLength = 8_192;

export interface AuthenticatorPorts {
  pool: pg.Pool;
  memberships: Memberships;
  secret: string;
  /** The identity providers whose tokens are taken, and this service's own tokens. */
  issuers: readonly ExternalIssuer[];
  own: OwnTokens;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * The unverified members of a JWT, to choose by. A part whose members stand twice means one thing here and another
 * elsewhere: such a token is none.
 */
function partsOf(token: string): { header: Members; payload: Members } | undefined {
  try {
    const [header, payload] = token
      .split('.', 2)
      .map((part) =>
        parseStrictly(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url'))),
      );
    return isMembers(header) && isMembers(payload) ? { header, payload } : undefined;
  } catch {
    return undefined;
  }
}

const isMembers = (value: unknown): value is Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** What was read, or undefined: jose throws plain TypeErrors for some forgeries; none may become anything but a refusal. */
const unlessRefused = <T>(read: () => Promise<T>): Promise<T | undefined> => read().catch(() => undefined);

const alike = (one: Actor, other: Actor): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Turns a bearer token into an actor. Every failure is the same `unauthenticated`, whatever was wrong. */
export class Authenticator {
  readonly #pool: pg.Pool;
  readonly #memberships: Memberships;
  readonly #secret: string;
  readonly #issuers: ReadonlyMap<string, ExternalIssuer>;
  readonly #own: OwnTokens;
  /** Found actors for half a second, so that revocation is felt within one. */
  readonly #kept = new Map<string, { actor: Actor; until: number }>();
  /** Lookups under way, so that many requests of one token ask once. */
  readonly #looking = new Map<string, Promise<Actor | undefined>>();
  /** By the actor that a request was given, how to find it again. */
  readonly #again = new WeakMap<Actor, () => Promise<Actor | undefined>>();

  constructor({ pool, memberships, secret, issuers, own }: AuthenticatorPorts) {
    this.#pool = pool;
    this.#memberships = memberships;
    this.#secret = secret;
    this.#issuers = new Map(issuers.map((issuer) => [issuer.name, issuer]));
    this.#own = own;
  }

  async actor(authorization: string | undefined): Promise<Actor> {
    const token = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization ?? '')?.[1];
    if (!token || token.length > mostTokenLength) throw unauthenticated();
    const known = this.#kept.get(token);
    if (known && known.until > performance.now()) return known.actor;
    const actor = await (this.#looking.get(token) ?? this.#look(token));
    if (!actor) throw unauthenticated();
    return actor;
  }

  async #look(token: string): Promise<Actor | undefined> {
    // Counted from the question: what is revoked while it is answered is felt as soon as ever.
    const until = performance.now() + keepMilliseconds;
    const looking = this.#find(token);
    this.#looking.set(token, looking);
    try {
      const actor = await looking;
      if (this.#kept.size >= mostKept) this.#kept.clear();
      if (actor) this.#kept.set(token, { actor, until });
      return actor;
    } finally {
      this.#looking.delete(token);
    }
  }

  /**
   * Whether the credential of a running request would still make the same actor: not revoked, ended, deactivated or
   * narrowed since. What waits or streams asks every two seconds (ASVS 8.3.2: felt within 5 s). A JWT that merely
   * expired meanwhile may finish what it began.
   */
  async stillActs({ actor }: { actor: Actor }): Promise<boolean> {
    const found = await this.#again.get(actor)?.();
    return found !== undefined && alike(found, actor);
  }

  async #find(token: string): Promise<Actor | undefined> {
    const tenantId = tenantOfToken(token);
    if (tenantId) {
      const digest = createHmac('sha256', this.#secret).update(token).digest();
      return this.#asSystem(tenantId, (tx) => this.#memberships.byToken(digest, tx));
    }
    return token.split('.').length === 3 ? this.#byJwt(token) : undefined;
  }

  async #byJwt(token: string): Promise<Actor | undefined> {
    const parts = partsOf(token);
    if (!parts) return undefined;
    if (parts.payload['iss'] === this.#own.issuer) {
      // Outside of what becomes a refusal: a database that cannot answer says nothing against the token.
      const key = await this.#own.keyOf(parts.header['kid']);
      const grant = key && (await unlessRefused(() => this.#own.read(token, key)));
      return grant && this.#asSystem(grant.tenantId, (tx) => this.#memberships.byClient(grant, tx));
    }
    const issuer = this.#issuers.get(String(parts.payload['iss']));
    const subject = issuer && (await unlessRefused(() => issuer.read(token)));
    return subject && this.#asSystem(issuer.tenantId, (tx) => this.#memberships.bySubject(subject, tx));
  }

  async #asSystem(
    tenantId: string,
    find: (tx: Transaction) => Promise<Actor | undefined>,
  ): Promise<Actor | undefined> {
    const again = () => inTransaction(this.#pool, { actor: systemActor(tenantId), readOnly: true }, find);
    const actor = await again();
    if (actor) this.#again.set(actor, again);
    return actor;
  }
}
