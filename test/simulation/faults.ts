import type pg from 'pg';
import { seeded, type Chance } from './seeded.ts';

/** What can befall a transaction, and how often of a hundred while a seed has it on. */
const kinds = {
  /** The connection goes before COMMIT is sent: nothing happened. */
  lostBeforeCommit: 5,
  /** COMMIT is done and its answer never comes: the outcome is unknown to the service. */
  lostAfterCommit: 6,
  /** The connection goes in the middle of the work. */
  lostMidway: 3,
  /** Postgres itself refuses, as it does when transactions meet. */
  serializationFailure: 8,
  deadlock: 5,
  /** A statement takes longer than it may. */
  statementTimeout: 4,
} as const;

export type FaultKind = keyof typeof kinds;
export const faultKinds = Object.keys(kinds) as FaultKind[];

type Query = (...given: unknown[]) => Promise<unknown>;
interface Breakable {
  query: Query;
  release: (fault?: unknown) => void;
  connection: { stream: { destroy(): void } };
}

const raise = (code: string) => `select faults.raise('${code}')`;

/** Gives the service a way to fail as Postgres does, which a superuser must: it may write no blocks of its own. */
export const letFail = (admin: pg.ClientBase): Promise<unknown> =>
  admin.query(`create schema faults;
    grant usage on schema faults to requisite_service;
    create function faults.raise(code text) returns void language plpgsql as
      $$ begin raise exception 'injected' using errcode = code; end $$`);

/** Breaks the transactions of pools by a seed: real errors of a real Postgres, and connections that are really cut. */
export class Faults {
  /** How often each befell a transaction. */
  readonly befell = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  #chance: Chance = seeded(0);
  #on: FaultKind[] = [];

  /** Begins a seed: about two thirds of the kinds are on in it. */
  begin(seed: number): void {
    this.#chance = seeded(seed * 7_919 + 1);
    this.#on = faultKinds.filter(() => this.#chance.percent(66));
  }

  end(): void {
    this.#on = [];
  }

  /** From now on the pool's borrowed connections break as the seed says. */
  haunt(pool: pg.Pool): void {
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

  #draw(): FaultKind | undefined {
    for (const kind of this.#on) if (this.#chance.percent(kinds[kind])) return kind;
    return undefined;
  }

  #possess(client: Breakable): void {
    const fault = this.#draw();
    if (!fault) return;
    const query = client.query;
    const release = client.release;
    let left = fault === 'lostMidway' ? 3 + this.#chance.whole(4) : Infinity;
    client.query = (...given) => {
      left -= 1;
      if (left === 0) {
        this.befell[fault] += 1;
        client.connection.stream.destroy();
      }
      if (given[0] !== 'COMMIT') return query.apply(client, given);
      if (fault !== 'lostMidway') this.befell[fault] += 1;
      return this.#commit(fault, client, query, given);
    };
    client.release = (broken) => {
      client.query = query;
      client.release = release;
      release.call(client, broken);
    };
  }

  async #commit(fault: FaultKind, client: Breakable, query: Query, given: unknown[]): Promise<unknown> {
    if (fault === 'serializationFailure') await query.call(client, raise('40001'));
    if (fault === 'deadlock') await query.call(client, raise('40P01'));
    if (fault === 'statementTimeout') {
      await query.call(client, 'set local statement_timeout = 1');
      await query.call(client, 'select pg_sleep(1)');
    }
    if (fault === 'lostBeforeCommit') client.connection.stream.destroy();
    const done = await query.apply(client, given);
    if (fault !== 'lostAfterCommit') return done;
    client.connection.stream.destroy();
    throw new Error('Connection terminated unexpectedly');
  }
}
