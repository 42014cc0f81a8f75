import type pg from 'pg';
import type { Logger } from '../log.ts';
import { Lookout } from '../outbox/lookout.ts';

const pauseMilliseconds = 5_000;
/** What `logins.open` gives a session to begin with; a session may change its own, so that it is held to these besides. */
const limits = ['60 seconds', '5 minutes'] as const;

/**
 * Holds the sessions of analysts' logins to their limits, every five seconds: statements and transactions that take too
 * long, locks that could stand in the service's way, sessions beyond `mostSessions` of all logins together, and sessions
 * of logins that are no longer good. Several watchmen do no harm.
 */
export class Watchman {
  readonly #pool: pg.Pool;
  readonly #mostSessions: number;
  readonly #log: Logger;
  readonly #lookout: Lookout;

  constructor(pool: pg.Pool, mostSessions: number, log: Logger) {
    this.#pool = pool;
    this.#mostSessions = mostSessions;
    this.#log = log;
    this.#lookout = new Lookout(
      async () => {
        await this.look();
        return false;
      },
      (error) => log.error({ err: error }, 'the sessions of SQL logins could not be watched'),
      pauseMilliseconds,
    );
  }

  start(): void {
    this.#lookout.start();
  }

  stop(): Promise<void> {
    return this.#lookout.stop();
  }

  /** One round; answers whom it stopped and why. */
  async look(): Promise<{ role: string; reason: string }[]> {
    const { rows } = await this.#pool.query<{ role: string; reason: string }>(
      'select w.role_name as role, w.reason from logins.watch($1::interval, $2::interval, $3::int) w',
      [...limits, this.#mostSessions],
    );
    for (const stopped of rows) this.#log.warn(stopped, 'a session of a SQL login was stopped');
    return rows;
  }
}
