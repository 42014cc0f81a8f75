import { sql } from 'drizzle-orm';
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

interface DueTimer {
  id: string;
  name: string;
  subject_id: string;
  due_at: string;
  data: unknown;
  attempts: number;
}

/** The timers of a tenant, fired by its clock, each at its own instant. */
export class DueTimers {
  readonly #ports: OutboxPorts;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  async next(tenantId: string): Promise<Progress> {
    const found = await this.#claimClock(tenantId);
    if (!found) return 'idle';
    const { pool, reports, executor } = this.#ports;
    const isHeavy = executor.registry.timers.get(found.name)?.heavy === true;
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
   * tried again. The earliest timer stays the earliest until it has fired, so several workers keep the order too. The
   * tenant's row is not locked against those who refer to it: whoever writes any row meanwhile would hold the clock.
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
        clock.target === null ? sql`and (retry_at is null or retry_at <= clock_timestamp())` : sql``;
      const [next] = await tx.rows<
        DueTimer & { waiting: boolean }
      >(sql`select id, name, subject_id, app.instant(due_at) as due_at, data, attempts,
          coalesce(retry_at > clock_timestamp(), false) as waiting from timers
        where tenant_id = ${tenantId} and state = 'set' and due_at <= ${until}::timestamptz ${inOrder} order by due_at, rank, id limit 1`);
      if (next?.waiting) return 'idle';
      due = next;
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

  async #fire(
    tenantId: string,
    { id, name, subject_id, data }: DueTimer,
    tx: OpenTransaction,
  ): Promise<Progress> {
    const claimed = await tx.rows(
      sql`update timers set state = 'fired' where tenant_id = ${tenantId} and id = ${id} and state = 'set' returning id`,
    );
    if (claimed.length === 0) return 'worked';
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
