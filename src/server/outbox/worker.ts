import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { systemActor } from '../../kernel/actor.ts';
import type { Fact } from '../../kernel/event.ts';
import type { Consequence, Context } from '../../kernel/operation.ts';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import type { Executor } from '../execute/execute.ts';
import { record } from '../execute/happenings.ts';
import type { Logger } from '../log.ts';
import { mayRetry, rootOf } from '../problem.ts';

const mostAttempts = 8;
const pollMilliseconds = 500;
/** Seconds before another try: of a timer that failed, doubling each time; of work that met a lock, which is no failure. */
const timerSeconds = 0.1;
const busySeconds = 0.05;

const isBusy = (error: unknown) => mayRetry(error) || (rootOf(error) as { code?: string }).code === '55P03';
const causeOf = (error: unknown) => String((rootOf(error) as Error).message).slice(0, 500);

interface DueReaction {
  event_id: string;
  reaction: string;
  attempts: number;
  type: string;
  at: string;
  reason: string | null;
  data: unknown;
  subject: Fact['subject'];
}

interface DueTimer {
  id: string;
  name: string;
  subject_id: string;
  due_at: string;
  data: unknown;
  attempts: number;
}

/** What one look at a tenant found to do. */
type Progress = 'worked' | 'idle';

/** Runs what is owed: `after` reactions, each once in its own transaction, and timers by each tenant's clock. Several workers share the work. */
export class Worker {
  readonly #pool: pg.Pool;
  readonly #executor: Executor;
  readonly #log: Logger;
  #stopping = false;
  #wake: (() => void) | undefined;
  #woken = false;
  #running: Promise<void> | undefined;

  constructor(pool: pg.Pool, executor: Executor, log: Logger) {
    this.#pool = pool;
    this.#executor = executor;
    this.#log = log;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Looks again now instead of at the next poll: called when a command has committed. */
  wake(): void {
    this.#woken = true;
    this.#wake?.();
  }

  /** Finishes what runs and stops. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      this.#woken = false;
      try {
        for (const tenantId of await this.#tenants()) await this.drain(tenantId);
      } catch (error) {
        this.#log.error({ err: error }, 'the worker could not look for work');
      }
      if (!this.#woken && !this.#stopping) {
        await new Promise<void>((resolve) => {
          const timeout = setTimeout(resolve, pollMilliseconds);
          this.#wake = () => {
            clearTimeout(timeout);
            resolve();
          };
        });
      }
    }
  }

  async #tenants(): Promise<string[]> {
    const { rows } = await this.#pool.query<{ id: string }>('select app.tenant_list() as id');
    return rows.map(({ id }) => id);
  }

  /** Does everything that is due for a tenant, reactions before timers, each timer's consequences before the next timer. */
  async drain(tenantId: string): Promise<void> {
    while (!this.#stopping || this.#running === undefined) {
      if ((await this.#nextReaction(tenantId)) === 'worked') continue;
      if ((await this.#nextTimer(tenantId)) === 'idle') return;
    }
  }

  #as(tenantId: string, run: (tx: OpenTransaction) => Promise<Progress>, at?: string): Promise<Progress> {
    return inTransaction(this.#pool, { actor: systemActor(tenantId), ...(at && { at }) }, run);
  }

  async #record(operation: string, consequence: Consequence, context: Context): Promise<void> {
    const deed = { actor: context.actor, operation, requestId: context.requestId, address: null };
    await record(consequence, deed, context, this.#executor.registry);
  }

  async #nextReaction(tenantId: string): Promise<Progress> {
    let failing: DueReaction | undefined;
    try {
      return await this.#as(tenantId, async (tx) => {
        const [due] =
          await tx.rows<DueReaction>(sql`select r.event_id, r.reaction, r.attempts, e.type, app.instant(e.at) as at, e.reason, e.data,
            json_build_object('id', e.subject_id, 'version', e.subject_version, 'programId', e.program_id, 'facilityId', e.facility_id,
              'unitId', e.unit_id, 'vendorId', e.vendor_id, 'workerId', e.worker_id) as subject
          from reaction_runs r join events e on e.tenant_id = r.tenant_id and e.id = r.event_id
          where r.tenant_id = ${tenantId} and r.state = 'due' and r.due_at <= clock_timestamp()
          order by r.due_at, r.event_id limit 1 for update of r skip locked`);
        if (!due) return 'idle';
        failing = due;
        const reaction = this.#executor.registry.reactions.find(({ name }) => name === due.reaction);
        const event = this.#executor.registry.events.get(due.type);
        // An event or reaction that this release no longer knows owes nothing.
        if (reaction && event) {
          const context = this.#executor.context(tx, systemActor(tenantId), `reaction-${due.event_id}`);
          const fact = {
            id: due.event_id,
            at: due.at,
            event,
            subject: due.subject,
            data: due.data,
            ...(due.reason && { reason: due.reason }),
          };
          await this.#record(due.reaction, await reaction.handle(fact, context), context);
        }
        await tx.rows(sql`update reaction_runs set state = 'done', done_at = clock_timestamp()
          where tenant_id = ${tenantId} and event_id = ${due.event_id} and reaction = ${due.reaction}`);
        return 'worked';
      });
    } catch (error) {
      if (!failing) throw error;
      await this.#reactionFailed(tenantId, failing, error);
      return 'worked';
    }
  }

  async #reactionFailed(
    tenantId: string,
    { event_id, reaction, attempts }: DueReaction,
    error: unknown,
  ): Promise<void> {
    this.#log.error({ err: error, reaction, eventId: event_id }, 'a reaction failed');
    const counted = isBusy(error) ? 0 : 1;
    const state = attempts + counted >= mostAttempts ? 'failed' : 'due';
    const wait = counted === 0 ? busySeconds : 2 ** attempts;
    await this.#as(tenantId, async (tx) => {
      await tx.rows(sql`update reaction_runs set state = ${state}, attempts = attempts + ${counted}::int, error = ${causeOf(error)},
        due_at = clock_timestamp() + make_interval(secs => ${wait}::double precision)
        where tenant_id = ${tenantId} and event_id = ${event_id} and reaction = ${reaction} and state = 'due'`);
      return 'worked';
    });
  }

  async #nextTimer(tenantId: string): Promise<Progress> {
    const found = await this.#claimClock(tenantId);
    if (!found) return 'idle';
    try {
      return await this.#as(tenantId, (tx) => this.#fire(tenantId, found, tx), found.due_at);
    } catch (error) {
      await this.#timerFailed(tenantId, found, error);
      return 'worked';
    }
  }

  async #timerFailed(tenantId: string, { id, name, attempts }: DueTimer, error: unknown): Promise<void> {
    this.#log.error({ err: error, timer: name, timerId: id }, 'a timer failed');
    const counted = isBusy(error) ? 0 : 1;
    const wait = counted === 0 ? busySeconds : timerSeconds * 2 ** attempts;
    await this.#as(tenantId, async (tx) => {
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
   * tried again. The earliest timer stays the earliest until it has fired, so several workers keep the order too.
   */
  async #claimClock(tenantId: string): Promise<DueTimer | undefined> {
    let due: DueTimer | undefined;
    await this.#as(tenantId, async (tx) => {
      const [clock] = await tx.rows<{ now: string; target: string | null; owing: boolean }>(
        sql`select app.instant(coalesce(t.clock_at, clock_timestamp())) as now, app.instant(t.clock_target) as target,
            exists (select from reaction_runs r where r.tenant_id = t.id and r.state = 'due') as owing
          from tenants t where t.id = ${tenantId} for update of t skip locked`,
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
    const timer = this.#executor.registry.timers.get(name);
    if (!timer) throw new Error(`no timer is named ${name}`);
    const context = this.#executor.context(tx, systemActor(tenantId), `timer-${id}`);
    await this.#record(
      name,
      await timer.handle({ subjectId: subject_id, data: timer.data.parse(data) as never }, context),
      context,
    );
    return 'worked';
  }
}
