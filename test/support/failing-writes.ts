import type pg from 'pg';

type Query = (...given: unknown[]) => Promise<unknown>;
interface Breakable {
  query: Query;
  release: (fault?: unknown) => void;
}

const writes = /\b(insert into|update|delete from)\s+"?[a-z_]+"?/i;
// The service may not write blocks of its own, so the fault is one that any statement can meet.
const refusal = 'select 1 / 0';

/** Makes one write of a transaction fail, in Postgres itself, for a reason that no caller gave: the n-th of those that write. */
export class FailingWrites {
  #at = 0;
  #seen = 0;

  constructor(pools: readonly pg.Pool[]) {
    for (const pool of pools) this.#haunt(pool);
  }

  /** Fails the n-th write of all from now on, and none after it. */
  failAt(n: number): void {
    this.#at = n;
    this.#seen = 0;
  }

  /** Fails none any more; whether there was one to fail. */
  end(): boolean {
    const befell = this.#at > 0 && this.#seen >= this.#at;
    this.#at = 0;
    return befell;
  }

  #haunt(pool: pg.Pool): void {
    const connect = pool.connect.bind(pool) as (...given: unknown[]) => Promise<unknown>;
    const haunted = (...given: unknown[]): unknown => {
      if (typeof given[0] === 'function') return connect(...given);
      return connect(...given).then((client) => {
        this.#possess(client as Breakable);
        return client;
      });
    };
    pool.connect = haunted as never;
  }

  #possess(client: Breakable): void {
    const { query, release } = client;
    client.query = (...given) => {
      const text = typeof given[0] === 'string' ? given[0] : ((given[0] as { text?: string })?.text ?? '');
      if (this.#at > 0 && writes.test(text)) {
        this.#seen += 1;
        if (this.#seen === this.#at) return query.call(client, refusal);
      }
      return query.apply(client, given);
    };
    client.release = (broken) => {
      client.query = query;
      client.release = release;
      release.call(client, broken);
    };
  }
}
