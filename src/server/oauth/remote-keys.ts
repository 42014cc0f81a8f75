import {
  createLocalJWKSet,
  errors,
  type CryptoKey,
  type FlattenedJWSInput,
  type JSONWebKeySet,
  type JWSHeaderParameters,
} from 'jose';

/** At most one fetch in this time, whatever tokens come (AUTHN-3). */
const restMilliseconds = 30_000;
/** A set of this age is fetched again beside the request, one of the double age before it is answered from. */
const freshMilliseconds = 5 * 60_000;

type Keys = ReturnType<typeof createLocalJWKSet>;

/**
 * An issuer's keys: kept, fetched again when a token names an unknown one (at most once in 30 s) or with age; through an
 * outage of the issuer the last good set serves on.
 */
export class RemoteKeys {
  readonly #fetch: () => Promise<JSONWebKeySet>;
  readonly #now: () => number;
  readonly #onFailure: (error: unknown) => void;
  #keys: Keys | undefined;
  #fetchedAt = -Infinity;
  #triedAt = -Infinity;
  #fetching: Promise<void> | undefined;

  constructor(
    fetchSet: () => Promise<JSONWebKeySet>,
    {
      now = () => performance.now(),
      onFailure = () => undefined,
    }: { now?: () => number; onFailure?: (error: unknown) => void } = {},
  ) {
    this.#fetch = fetchSet;
    this.#now = now;
    this.#onFailure = onFailure;
  }

  /** The key that a token's header names; throws where the issuer has none. */
  readonly find = async (header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> => {
    const age = this.#now() - this.#fetchedAt;
    if (age > 2 * freshMilliseconds) await this.#refresh();
    else if (age > freshMilliseconds) void this.#refresh();
    const known = this.#keys;
    try {
      if (known) return await known(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
    }
    await this.#refresh();
    if (!this.#keys || this.#keys === known) throw new errors.JWKSNoMatchingKey();
    return this.#keys(header, token);
  };

  /** Fetches unless it was tried within 30 s; whoever comes meanwhile waits for the same fetch. Never throws. */
  #refresh(): Promise<void> {
    if (this.#fetching) return this.#fetching;
    if (this.#now() - this.#triedAt < restMilliseconds) return Promise.resolve();
    this.#triedAt = this.#now();
    this.#fetching = this.#fetch()
      .then((set) => {
        this.#keys = createLocalJWKSet(set);
        this.#fetchedAt = this.#now();
      })
      .catch(this.#onFailure)
      .finally(() => (this.#fetching = undefined));
    return this.#fetching;
  }
}
