import { createHmac } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type pg from 'pg';
import { tenantOfToken } from '../kernel/access-token.ts';
import { systemActor, type Actor } from '../kernel/actor.ts';
import { unauthenticated } from '../kernel/errors.ts';
import type { Transaction } from '../kernel/transaction.ts';
import type { IssuerConfig } from './config.ts';
import { inTransaction } from './database/transaction.ts';
import { parseStrictly } from './rest/json.ts';

/** How memberships are found; the access capability answers, the machinery asks. Run as the tenant's own hand. */
export interface Memberships {
  /** The membership under which a token of this digest acts, unless expired, revoked, ended or deactivated. */
  byToken(digest: Buffer, tx: Transaction): Promise<Actor | undefined>;
  /** The membership of the user whom the issuer calls `subject`; `membershipId` chooses among several. */
  bySubject(
    who: { issuer: string; subject: string; membershipId: string | undefined; tokenId: string },
    tx: Transaction,
  ): Promise<Actor | undefined>;
}

const keepMilliseconds = 500;
const mostKept = 5_000;
const mostTokenLength = 8_192;

/** Turns a bearer token into an actor. Every failure is the same `unauthenticated`, whatever was wrong. */
export class Authenticator {
  readonly #pool: pg.Pool;
  readonly #memberships: Memberships;
  readonly #secret: string;
  readonly #issuers: ReadonlyMap<string, IssuerConfig & { keys: JWTVerifyGetKey }>;
  /** Found actors for half a second, so that revocation is felt within one. */
  readonly #kept = new Map<string, { actor: Actor; until: number }>();

  constructor(pool: pg.Pool, memberships: Memberships, secret: string, issuers: readonly IssuerConfig[]) {
    this.#pool = pool;
    this.#memberships = memberships;
    this.#secret = secret;
    this.#issuers = new Map(
      issuers.map((issuer) => {
        const keys = issuer.jwks
          ? createLocalJWKSet(issuer.jwks as never)
          : createRemoteJWKSet(new URL(issuer.jwksUrl!), { cooldownDuration: 30_000, cacheMaxAge: 600_000 });
        return [issuer.issuer, { ...issuer, keys }];
      }),
    );
  }

  async actor(authorization: string | undefined): Promise<Actor> {
    const token = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization ?? '')?.[1];
    if (!token || token.length > mostTokenLength) throw unauthenticated();
    const digest = createHmac('sha256', this.#secret).update(token).digest();
    const key = digest.toString('base64');
    const known = this.#kept.get(key);
    if (known && known.until > performance.now()) return known.actor;
    const actor = await this.#find(token, digest);
    if (!actor) throw unauthenticated();
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(key, { actor, until: performance.now() + keepMilliseconds });
    return actor;
  }

  async #find(token: string, digest: Buffer): Promise<Actor | undefined> {
    const tenantId = tenantOfToken(token);
    if (tenantId) return this.#asSystem(tenantId, (tx) => this.#memberships.byToken(digest, tx));
    return token.split('.').length === 3 ? this.#byJwt(token) : undefined;
  }

  async #byJwt(token: string): Promise<Actor | undefined> {
    let subject: { issuer: string; subject: string; membershipId: string | undefined; tokenId: string };
    let tenantId: string;
    try {
      // Read twice the same: a payload whose members stand twice means one thing here and another elsewhere.
      parseStrictly(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8'));
      const issuer = this.#issuers.get(decodeJwt(token).iss ?? '');
      if (!issuer) return undefined;
      const { payload } = await jwtVerify(token, issuer.keys, {
        issuer: issuer.issuer,
        audience: issuer.audience,
        algorithms: [...issuer.algorithms],
        ...(issuer.type !== 'any' && { typ: issuer.type }),
        requiredClaims: ['exp', 'iat', 'sub', issuer.tokenIdClaim],
        maxTokenAge: '24h',
        clockTolerance: 60,
      });
      const membership = payload[issuer.membershipClaim];
      subject = {
        issuer: issuer.issuer,
        subject: payload.sub!,
        membershipId: typeof membership === 'string' ? membership : undefined,
        tokenId: String(payload[issuer.tokenIdClaim]),
      };
      tenantId = issuer.tenantId;
    } catch {
      // jose throws plain TypeErrors for some forgeries; none may become anything but a refusal.
      return undefined;
    }
    return this.#asSystem(tenantId, (tx) => this.#memberships.bySubject(subject, tx));
  }

  #asSystem(
    tenantId: string,
    find: (tx: Transaction) => Promise<Actor | undefined>,
  ): Promise<Actor | undefined> {
    return inTransaction(this.#pool, { actor: systemActor(tenantId), readOnly: true }, find);
  }
}
