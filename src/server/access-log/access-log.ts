import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { systemActor, type Actor } from '../../kernel/actor.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Logger } from '../log.ts';
import { isDatabaseError, rootOf } from '../problem.ts';
import type { AccessNote } from './notes.ts';

/** Whose access it was, and by which request; of who could not be told at least the tenant. */
export interface Accessor extends Pick<Actor, 'tenantId' | 'membershipId' | 'userId' | 'tokenId'> {
  surface: 'rest' | 'graphql';
  requestId: string;
  address: string;
}

type Entry = AccessNote & Accessor & { id: string; at: string };

const flushMilliseconds = 200;
const mostHeld = 10_000;
/** Beside them, of nobody that is known: anybody can make those up, and none may push out a member's. */
const mostOfStrangers = mostHeld / 10;
const mostTogether = 1_000;

/**
 * Keeps accesses after their answers, in transactions of its own: a few times a second, and all that is left at the end.
 * What the database does not take now is held, at most 10,000 entries of members and 1,000 of strangers; then the oldest
 * of either are lost and counted.
 */
export class AccessLog {
  readonly #pool: pg.Pool;
  readonly #log: Logger;
  #held: Entry[] = [];
  #ofStrangers: Entry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** Entries that were lost. */
  dropped = 0;

  constructor(pool: pg.Pool, log: Logger) {
    this.#pool = pool;
    this.#log = log;
  }

  /** Entries that wait to be written. */
  get waiting(): number {
    return this.#held.length + this.#ofStrangers.length;
  }

  add(notes: readonly AccessNote[], accessor: Accessor): void {
    const at = Temporal.Now.instant().toString({ smallestUnit: 'millisecond' });
    const held = accessor.membershipId === null ? this.#ofStrangers : this.#held;
    for (const note of notes) held.push({ ...note, ...accessor, id: randomUUIDv7(), at });
    this.#bound();
    this.#schedule();
  }

  /** Writes what is held; resolves when it is written, or could not be. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  /** The last writing; what the database does not take any more is lost. */
  async close(): Promise<void> {
    await this.flush();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#lose(this.waiting);
    this.#held = [];
    this.#ofStrangers = [];
  }

  #schedule(): void {
    if (this.waiting === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.flush().then(() => this.#schedule());
    }, flushMilliseconds);
  }

  async #write(): Promise<void> {
    const taken = [...this.#held.splice(0), ...this.#ofStrangers.splice(0)];
    for (const [tenantId, entries] of Map.groupBy(taken, (entry) => entry.tenantId)) {
      for (let start = 0; start < entries.length; start += mostTogether) {
        const together = entries.slice(start, start + mostTogether);
        try {
          await this.#insert(tenantId, together);
        } catch (error) {
          this.#log.warn({ err: error }, 'the access log could not be written');
          const cause = rootOf(error);
          // What Postgres refuses for what it is would be refused again.
          if (isDatabaseError(cause) && !/^(08|40|53|55|57)/.test(cause.code)) this.#lose(together.length);
          else this.#holdAgain(together);
        }
      }
    }
    this.#bound();
  }

  #holdAgain(entries: readonly Entry[]): void {
    this.#held.unshift(...entries.filter(({ membershipId }) => membershipId !== null));
    this.#ofStrangers.unshift(...entries.filter(({ membershipId }) => membershipId === null));
  }

  #bound(): void {
    const strangers = Math.max(0, this.#ofStrangers.length - mostOfStrangers);
    this.#lose(this.#ofStrangers.splice(0, strangers).length);
    this.#lose(this.#held.splice(0, Math.max(0, this.#held.length - mostHeld)).length);
  }

  #lose(entries: number): void {
    this.dropped += entries;
  }

  /** A tenant that a made-up credential names may not exist; nothing is then written. */
  #insert(tenantId: string, entries: readonly Entry[]): Promise<unknown> {
    return inTransaction(this.#pool, { actor: systemActor(tenantId) }, (tx) =>
      tx.rows(sql`insert into access_log (tenant_id, id, membership_id, user_id, token_id, operation, surface, kind, status, code,
          noun, subject_id, row_count, request_id, address, at)
        select t.id, n.id, n."membershipId", n."userId", n."tokenId", n.operation, n.surface, n.kind, n.status, n.code,
          n.noun, n."subjectId", n.rows, n."requestId", n.address, n.at
        from json_to_recordset(${JSON.stringify(entries)}::json) as n (id uuid, "membershipId" uuid, "userId" uuid, "tokenId" uuid,
          operation text, surface text, kind text, status smallint, code text, noun text, "subjectId" uuid, rows bigint,
          "requestId" text, address text, at timestamptz)
        join tenants t on t.id = ${tenantId}::uuid`),
    );
  }
}
