import type { JWK } from 'jose';
import type pg from 'pg';
import { Seal } from '../seal.ts';
import { makeKey, openKey, type SigningKey, type StoredKey } from './signing-key.ts';

/** Milliseconds after which a process looks at the keys again: an emergency is felt within a second. */
const keepMilliseconds = 500;
/** How long a key stands in the published set before it signs: verifiers keep a set for 5 minutes. */
const lead = '10 minutes';
/** How long it stands there after another signs: longer than the last token that it signed lives. */
const afterglow = '20 minutes';

type Row = StoredKey & { signs: boolean; outworn: boolean };

const statement = {
  name: 'signing_keys',
  text: `select kid, public_key as "publicKey", sealed_private_key as sealed, activates_at <= clock_timestamp() as signs,
      activates_at < clock_timestamp() - make_interval(days => $1::int) as outworn
    from (select k.*, lead(activates_at) over (order by activates_at, kid) as retires_at from signing_keys k where dropped_at is null) k
    where retires_at is null or retires_at > clock_timestamp() - interval '${afterglow}' order by activates_at, kid`,
};

interface Known {
  keys: ReadonlyMap<string, SigningKey>;
  signer: SigningKey | undefined;
  /** Whether no key was made for as long as one may sign. */
  due: boolean;
  unusable: string[];
  at: number;
}

/** The keys that sign this service's tokens: kept in the database, the same in every process, renewed without a restart. */
export class SigningKeys {
  readonly #pool: pg.Pool;
  readonly #seal: Seal;
  readonly #rotationDays: number;
  readonly #opened = new Map<string, SigningKey>();
  #known: Known | undefined;
  #loading: Promise<Known> | undefined;

  constructor(pool: pg.Pool, secret: string, rotationDays: number) {
    this.#pool = pool;
    this.#seal = new Seal(secret, 'signing key');
    this.#rotationDays = rotationDays;
  }

  /** The key that signs now; the first one is made when it is asked for, the next when this one is outworn. */
  async signer(): Promise<SigningKey> {
    return (await this.#maintained()).signer!;
  }

  /** The keys to verify with: those that sign, will soon, or signed what may still live. */
  async published(): Promise<JWK[]> {
    return [...(await this.#maintained()).keys.values()].map(({ jwk }) => jwk);
  }

  /** The key of that name, while what it signed counts. */
  async find(kid: string | undefined): Promise<CryptoKey | undefined> {
    return kid === undefined ? undefined : (await this.#look()).keys.get(kid)?.publicKey;
  }

  /** Adds a key that signs after ten minutes in the published set; `now` drops all others and signs at once. Answers its kid. */
  async rotate({ now = false }: { now?: boolean } = {}): Promise<string> {
    const key = await makeKey(this.#seal);
    if (now) {
      await this.#pool.query('select app.replace_signing_keys($1, $2, $3)', [
        key.kid,
        key.publicKey,
        key.sealed,
      ]);
    } else await this.#offer(key, null, (await this.#load()).unusable);
    this.#known = undefined;
    return key.kid;
  }

  async #maintained(): Promise<Known> {
    let known = await this.#look();
    if (known.signer && !known.due) return known;
    await this.#offer(await makeKey(this.#seal), this.#rotationDays, known.unusable);
    known = await this.#load();
    if (!known.signer) throw new Error('no signing key can be made');
    return known;
  }

  #offer({ kid, publicKey, sealed }: StoredKey, days: number | null, unusable: string[]): Promise<unknown> {
    return this.#pool.query('select app.offer_signing_key($1, $2, $3, $4, $5, $6)', [
      kid,
      publicKey,
      sealed,
      lead,
      days,
      unusable,
    ]);
  }

  async #look(): Promise<Known> {
    if (this.#known && performance.now() - this.#known.at < keepMilliseconds) return this.#known;
    this.#loading ??= this.#load().finally(() => (this.#loading = undefined));
    return this.#loading;
  }

  async #load(): Promise<Known> {
    const at = performance.now();
    const { rows } = await this.#pool.query<Row>({ ...statement, values: [this.#rotationDays] });
    const keys = new Map<string, SigningKey>();
    let signer: SigningKey | undefined;
    let due = true;
    const unusable: string[] = [];
    for (const row of rows) {
      const key = this.#opened.get(row.kid) ?? (await openKey(row, this.#seal));
      if (!key) {
        unusable.push(row.kid);
        continue;
      }
      keys.set(row.kid, key);
      if (row.signs) signer = key;
      due = row.outworn;
    }
    this.#opened.clear();
    for (const [kid, key] of keys) this.#opened.set(kid, key);
    this.#known = { keys, signer, due, unusable, at };
    return this.#known;
  }
}
