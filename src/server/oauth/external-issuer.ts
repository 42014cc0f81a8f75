import { createLocalJWKSet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { IssuerConfig } from '../config.ts';
import { fetchKeySet } from './fetch-key-set.ts';
import { RemoteKeys } from './remote-keys.ts';

/** Whom a token of an identity provider names. */
export interface NamedSubject {
  issuer: string;
  subject: string;
  membershipId: string | undefined;
  tokenId: string;
}

/** A configured identity provider of one tenant. */
export class ExternalIssuer {
  readonly #config: IssuerConfig;
  readonly #keys: JWTVerifyGetKey;

  constructor(config: IssuerConfig, onFailure: (error: unknown) => void) {
    this.#config = config;
    const { jwks, jwksUrl } = config;
    this.#keys = jwks
      ? createLocalJWKSet(jwks as never)
      : new RemoteKeys(() => fetchKeySet(jwksUrl!), { onFailure }).find;
  }

  get name(): string {
    return this.#config.issuer;
  }

  get tenantId(): string {
    return this.#config.tenantId;
  }

  /** What a token of this issuer says; throws whatever is wrong with it. */
  async read(token: string): Promise<NamedSubject> {
    const { issuer, audience, algorithms, type, tokenIdClaim, membershipClaim } = this.#config;
    const { payload } = await jwtVerify(token, this.#keys, {
      issuer,
      audience,
      algorithms: [...algorithms],
      ...(type !== 'any' && { typ: type }),
      requiredClaims: ['exp', 'iat', 'sub', tokenIdClaim],
      maxTokenAge: '24h',
      clockTolerance: 60,
    });
    const membership = payload[membershipClaim];
    return {
      issuer,
      subject: payload.sub!,
      membershipId: typeof membership === 'string' ? membership : undefined,
      tokenId: String(payload[tokenIdClaim]),
    };
  }
}
