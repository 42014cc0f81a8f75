import { sql } from 'drizzle-orm';
import { systemActor } from '../kernel/actor.ts';
import type { FairPool } from './database/fair-pool.ts';
import { inTransaction } from './database/transaction.ts';

/** Work that waits for a worker, over all tenants. */
export interface Backlog {
  kind: 'reactions' | 'timers' | 'jobs';
  due: number;
  failed: number;
  /** Seconds since the oldest became due; 0 where none is. */
  oldestSeconds: number;
}

const kinds = ['reactions', 'timers', 'jobs'] as const;
const keepMilliseconds = 10_000;

const owedAt = (now: string) => sql`
  select 'reactions' as kind, count(*) filter (where state = 'due')::int as due, count(*) filter (where state = 'failed')::int as failed,
    coalesce(max(extract(epoch from clock_timestamp() - due_at)) filter (where state = 'due'), 0)::float8 as "oldestSeconds"
  from reaction_runs where state in ('due', 'failed')
  union all
  select 'timers', count(*) filter (where s.state = 'set')::int, count(*) filter (where s.state = 'failed')::int,
    coalesce(max(extract(epoch from ${now}::timestamptz - s.due_at)) filter (where s.state = 'set'), 0)::float8
  from timers s where s.state = 'failed' or (s.state = 'set' and s.due_at <= ${now}::timestamptz)
  union all
  select 'jobs', count(*)::int, 0, coalesce(max(extract(epoch from ${now}::timestamptz - created_at)), 0)::float8
  from jobs where finished_at is null`;

/** Looks at every tenant in turn, as the worker does, at most once in ten seconds. */
export class Backlogs {
  readonly #pool: FairPool;
  #known: Promise<Backlog[]> | undefined;
  #at = -Infinity;

  constructor(pool: FairPool) {
    this.#pool = pool;
  }

  read(): Promise<Backlog[]> {
    if (!this.#known || performance.now() - this.#at > keepMilliseconds) {
      this.#at = performance.now();
      this.#known = this.#look();
    }
    return this.#known;
  }

  async #look(): Promise<Backlog[]> {
    const { rows } = await this.#pool.query<{ id: string }>('select app.tenant_list() as id');
    const all = kinds.map((kind) => ({ kind, due: 0, failed: 0, oldestSeconds: 0 }));
    for (const { id } of rows) {
      const found = await inTransaction(this.#pool, { actor: systemActor(id), readOnly: true }, (tx) =>
        tx.rows<Backlog>(owedAt(tx.now)),
      );
      for (const { kind, due, failed, oldestSeconds } of found) {
        const sum = all.find((each) => each.kind === kind)!;
        sum.due += due;
        sum.failed += failed;
        sum.oldestSeconds = Math.max(sum.oldestSeconds, oldestSeconds);
      }
    }
    return all;
  }
}
