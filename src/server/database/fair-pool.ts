import pg from 'pg';
import { unavailable } from '../../kernel/errors.ts';
import { efforts, type Held } from '../effort.ts';
import { faultOf, meter } from './meter.ts';
import { Turns, type TurnLimits } from './turns.ts';

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

const shortestPause = 50;
const longestPause = 1_000;

/** Connections that tenants take by turns. A Postgres that is gone is asked again after pauses that double up to a second. */
export class FairPool extends pg.Pool {
  readonly turns: Turns;
  /** Connections that broke, and attempts to connect that failed. */
  lost = 0;
  unreachable = 0;
  #pause = 0;
  #notBefore = 0;

  constructor(config: pg.PoolConfig, limits: TurnLimits) {
    super({ ...config, max: limits.size });
    this.turns = new Turns(limits);
    this.on('connect', (client) => {
      meter(client);
      // A connection that breaks while it is in use fails its statements; the event on top of it would end the process.
      client.on('error', () => (this.lost += 1));
    });
  }

  /** A connection for the tenant's work, or `unavailable` when too many wait or the wait is too long. */
  override connect(tenantId?: string): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(given: string | Callback = ''): Promise<pg.PoolClient> | void {
    // The pool's own `query` comes with a callback.
    if (typeof given === 'function') return super.connect(given);
    return this.#take(given);
  }

  async #take(tenantId: string): Promise<pg.PoolClient> {
    await this.turns.take(tenantId);
    try {
      const client = await this.#connected();
      const effort = efforts.getStore();
      const held: Held = { cut: () => cut(client) };
      const release = client.release.bind(client);
      client.release = (fault) => {
        release(fault ?? faultOf(client));
        effort?.release(held);
        this.turns.give(tenantId);
      };
      effort?.hold(held);
      return client;
    } catch (error) {
      this.turns.give(tenantId);
      throw error;
    }
  }

  async #connected(): Promise<pg.PoolClient> {
    if (this.idleCount === 0 && performance.now() < this.#notBefore)
      throw unavailable({ retryAfterSeconds: 1 });
    try {
      const client = await super.connect();
      this.#pause = 0;
      return client;
    } catch (error) {
      this.unreachable += 1;
      this.#pause = Math.min(longestPause, Math.max(shortestPause, this.#pause * 2));
      this.#notBefore = performance.now() + this.#pause;
      throw error;
    }
  }
}

/** Ends the connection at once; what runs on it fails here, and is rolled back there. */
const cut = (client: pg.PoolClient): void => {
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
};
