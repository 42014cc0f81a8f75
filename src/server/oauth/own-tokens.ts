import { randomUUID } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { accountOf, clientIdOf } from '../../kernel/client-id.ts';
import { algorithm } from './signing-key.ts';
import type { SigningKeys } from './signing-keys.ts';

/** Seconds that a token lives; AUTHN-2 and the keys' time in the published set allow no more than 15 minutes. */
export const tokenSeconds = 600;

/** For what a token was given. */
export interface Grant {
  tenantId: string;
  accountId: string;
  secretId: string;
  scopes: readonly string[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Access tokens of this service's own (RFC 9068): signed here, verified with the keys at hand, no call to anybody. */
export class OwnTokens {
  readonly issuer: string;
  readonly keys: SigningKeys;

  constructor(issuer: string, keys: SigningKeys) {
    this.issuer = issuer;
    this.keys = keys;
  }

  async issue({ tenantId, accountId, secretId, scopes }: Grant): Promise<string> {
    const { kid, privateKey } = await this.keys.signer();
    const clientId = clientIdOf(tenantId, accountId);
    return new SignJWT({
      client_id: clientId,
      tenant_id: tenantId,
      secret_id: secretId,
      scope: scopes.join(' '),
    })
      .setProtectedHeader({ alg: algorithm, typ: 'at+jwt', kid })
      .setIssuer(this.issuer)
      .setAudience(this.issuer)
      .setSubject(clientId)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime(`${tokenSeconds} s`)
      .sign(privateKey);
  }

  /** The key that a token names; undefined where it is none of ours, or not any more. */
  keyOf(kid: unknown): Promise<CryptoKey | undefined> {
    return this.keys.find(typeof kid === 'string' ? kid : undefined);
  }

  /** What a token of ours says; throws whatever is wrong with it. */
  async read(token: string, key: CryptoKey): Promise<Grant> {
    const { payload } = await jwtVerify(token, key, {
      issuer: this.issuer,
      audience: this.issuer,
      algorithms: [algorithm],
      typ: 'at+jwt',
      requiredClaims: ['exp', 'iat', 'sub', 'jti'],
      maxTokenAge: tokenSeconds,
      // Between processes of one installation.
      clockTolerance: 5,
    });
    const { sub, client_id: clientId, tenant_id: tenantId, secret_id: secretId, scope } = payload;
    const account = typeof clientId === 'string' && clientId === sub ? accountOf(clientId) : undefined;
    if (
      account?.tenantId !== tenantId ||
      typeof secretId !== 'string' ||
      !uuid.test(secretId) ||
      typeof scope !== 'string'
    )
      throw new Error('not a token of ours');
    return { ...account!, secretId, scopes: scope.split(' ').filter(Boolean) };
  }
}
