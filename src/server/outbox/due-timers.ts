import { setTimeout as pause } from 'node:timers/promises';
import { sql, type SQL } from 'drizzle-orm';
import { causeOf } from '../failure.ts';
import { Problem } from '../../kernel/errors.ts';
import { systemActor } from '../../kernel/actor.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import {
  asTenant,
  busySeconds,
  isBusy,
  mostAttempts,
  recordConsequence,
  type OutboxPorts,
  type Progress,
} from './attempts.ts';

/** Seconds before a timer that failed is tried again, doubling each time. */
const timerSeconds = 0.1;
/** Before heavy timers are looked for again, where there was none to fire here. */
const apartMilliseconds = 500;

interface DueTimer {
  id: string;
  name: string;
  subject_id: string;
  due_at: string;
  data: unknown;
  attempts: number;
  /** Whether the clock is on its way, so that whatever is due after this one waits for it. */
  leads: boolean;
}

/** The timers of a tenant, fired by its clock, each at its own instant. */
export class DueTimers {
  readonly #ports: OutboxPorts;
  /** The heavy timer that fires while others do. */
  #apart: Promise<void> | undefined;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  /** Once no timer fires apart any more. */
  async settled(): Promise<void> {
    await this.#apart;
  }

  /**
   * Fires the next timer. Where it is told to whom a heavy one is over, that one fires apart, one at a time: what it reads
   * takes long, and only a clock on its way waits for it.
   */
  async next(tenantId: string, over?: () => void): Promise<Progress> {
    const found = await this.#claimClock(tenantId);
    if (!found) return 'idle';
    if (!over || !this.#isHeavy(found)) return this.#try(tenantId, found);
    if (this.#apart) return 'idle';
    const failed = (error: unknown): Progress => {
      this.#ports.log.error({ err: error, timer: found.name, timerId: found.id }, 'a timer failed');
      return 'idle';
    };
    this.#apart = this.#try(tenantId, found)
      .catch(failed)
      .then(async (progress) => {
        // Another worker is at it.
        if (progress === 'idle') await pause(apartMilliseconds);
        this.#apart = undefined;
        if (progress === 'worked') over();
      });
    return found.leads ? 'idle' : 'worked';
  }

  #isHeavy({ name }: DueTimer): boolean {
    return this.#ports.executor.registry.timers.get(name)?.heavy === true;
  }

  async #try(tenantId: string, found: DueTimer): Promise<Progress> {
    const { pool, reports } = this.#ports;
    const isHeavy = this.#isHeavy(found);
    try {
      return await asTenant(
        isHeavy ? reports : pool,
        tenantId,
        (tx) => this.#fire(tenantId, found, tx),
        found.due_at,
      );
    } catch (error) {
      // Where readers have every connection of theirs, it is nobody's failure.
      const isTurnedAway = isHeavy && error instanceof Problem && error.status === 503;
      await this.#timerFailed(tenantId, found, error, isTurnedAway || isBusy(error));
      return 'worked';
    }
  }

  async #timerFailed(
    tenantId: string,
    { id, name, attempts }: DueTimer,
    error: unknown,
    isPassing: boolean,
  ): Promise<void> {
    this.#ports.log.error({ err: error, timer: name, timerId: id }, 'a timer failed');
    const counted = isPassing ? 0 : 1;
    const wait = counted === 0 ? busySeconds : timerSeconds * 2 ** attempts;
    await asTenant(this.#ports.pool, tenantId, async (tx) => {
      await tx.rows(sql`update timers set attempts = attempts + ${counted}::int, error = ${causeOf(error)},
          retry_at = clock_timestamp() + make_interval(secs => ${wait}::double precision),
          state = case when attempts + ${counted}::int >= ${mostAttempts}::int then 'failed' else state end
          where tenant_id = ${tenantId} and id = ${id} and state = 'set'`);
      return 'worked';
    });
  }

  /**
   * The next timer due by the tenant's clock. A clock on its way is set to that timer's instant first, or to its target
   * when nothing is due before; it waits for what earlier timers have caused, and for an earlier one that is to be
   * tried again. The earliest timer stays the earliest until it has fired, so several workers keep the order too; of a
   * clock that runs heavy ones keep it among themselves. The tenant's row is not locked against those who refer to it:
   * whoever writes any row meanwhile would hold the clock.
   */
  async #claimClock(tenantId: string): Promise<DueTimer | undefined> {
    let due: DueTimer | undefined;
    await asTenant(this.#ports.pool, tenantId, async (tx) => {
      const [clock] = await tx.rows<{ now: string; target: string | null; owing: boolean }>(
        sql`select app.instant(coalesce(t.clock_at, clock_timestamp())) as now, app.instant(t.clock_target) as target,
            exists (select from reaction_runs r where r.tenant_id = t.id and r.state = 'due') as owing
          from tenants t where t.id = ${tenantId} for no key update of t skip locked`,
      );
      if (!clock || (clock.target !== null && clock.owing)) return 'idle';
      const until = clock.target ?? clock.now;
      const inOrder =
        clock.target === null
          ? sql`and (retry_at is null or retry_at <= clock_timestamp()) ${this.#besidesHeavy()}`
          : sql``;
      const [next] = await tx.rows<
        Omit<DueTimer, 'leads'> & { waiting: boolean }
      >(sql`select id, name, subject_id, app.instant(due_at) as due_at, data, attempts,
          coalesce(retry_at > clock_timestamp(), false) as waiting from timers
        where tenant_id = ${tenantId} and state = 'set' and due_at <= ${until}::timestamptz ${inOrder} order by due_at, rank, id limit 1`);
      if (next?.waiting) return 'idle';
      due = next && { ...next, leads: clock.target !== null };
      if (clock.target === null) return 'idle';
      if (due && Temporal.Instant.compare(due.due_at, clock.now) > 0) {
        await tx.rows(sql`update tenants set clock_at = ${due.due_at}::timestamptz where id = ${tenantId}`);
      }
      if (!due)
        await tx.rows(
          sql`update tenants set clock_at = clock_target, clock_target = null where id = ${tenantId}`,
        );
      return 'worked';
    });
    return due;
  }

  /** While one fires apart, heavy timers wait for it. */
  #besidesHeavy(): SQL {
    if (!this.#apart) return sql``;
    const heavy = [...this.#ports.executor.registry.timers.values()].flatMap((one) =>
      one.heavy ? [one.timer] : [],
    );
    return sql`and name <> all (${`{${heavy.join(',')}}`}::text[])`;
  }

  async #fire(
    tenantId: string,
    { id, name, subject_id, data }: DueTimer,
    tx: OpenTransaction,
  ): Promise<Progress> {
    const claimed = await tx.rows(
      sql`update timers set state = 'fired' where tenant_id = ${tenantId} and id =
        (select id from timers where tenant_id = ${tenantId} and id = ${id} and state = 'set' for update skip locked) returning id`,
    );
    if (claimed.length === 0) {
      const held = await tx.rows(
        sql`select id from timers where tenant_id = ${tenantId} and id = ${id} and state = 'set'`,
      );
      // Another worker is at it, however long that takes: what comes after it is for that one to do.
      return held.length > 0 ? 'idle' : 'worked';
    }
    const timer = this.#ports.executor.registry.timers.get(name);
    if (!timer) throw new Error(`no timer is named ${name}`);
    const context = this.#ports.executor.context(tx, systemActor(tenantId), `timer-${id}`);
    await recordConsequence(
      this.#ports.executor,
      name,
      await timer.handle({ subjectId: subject_id, data: timer.data.parse(data) as never }, context),
      context,
    );
    return 'worked';
  }
}
