import type pg from 'pg';
import { systemActor } from '../../kernel/actor.ts';
import type { Consequence, Context } from '../../kernel/operation.ts';
import type { PrimarySource, SourceAnswer, SourceQuestion } from '../../kernel/primary-source.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Executor } from '../execute/execute.ts';
import { record } from '../execute/happenings.ts';
import { failureOf } from '../failure.ts';
import type { Logger } from '../log.ts';
import type { Progress } from '../outbox/attempts.ts';
import { Lookout } from '../outbox/lookout.ts';
import { SourceFault } from './source-fault.ts';

/** A check that is due, and what is asked. */
export interface DueCheck {
  id: string;
  /** How often it was asked, with this time. */
  attempts: number;
  question: SourceQuestion;
}

/** Why a check has no answer; asked again at a real instant, or given up where there is none. */
export interface SourceFailure {
  source: string | null;
  detail: string;
  asksAgainAt: string | null;
}

/** The life of checks; a capability answers, the machinery asks. */
export interface CheckLife {
  /** The check that has waited longest at a real instant, kept from everybody else until another. */
  takeDueCheck(at: string, until: string, context: Context): Promise<DueCheck | undefined>;
  recordAnswer(id: string, source: string, answer: SourceAnswer, context: Context): Promise<Consequence>;
  recordFailure(id: string, failure: SourceFailure, context: Context): Promise<Consequence>;
}

export interface CheckPorts {
  pool: pg.Pool;
  executor: Executor;
  life: CheckLife;
  sources: readonly PrimarySource[];
  log: Logger;
}

const longestAsking = 60;
const longestWait = 3_600;

/** The real instant so many seconds from now: no sandbox moves it. */
const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();

/**
 * Asks primary sources what checks want to know, one check at a time and never within a transaction: one takes the
 * check, one keeps the answer. Whoever is killed in between leaves it to be asked again. Several processes share the work.
 */
export class SourceChecker {
  readonly #ports: CheckPorts;
  readonly #lookout: Lookout;

  constructor(ports: CheckPorts) {
    this.#ports = ports;
    this.#lookout = new Lookout(
      () => this.#look(),
      (error) => ports.log.error({ err: error }, 'checks of primary sources could not be looked for'),
    );
  }

  start(): void {
    this.#lookout.start();
  }

  wake(): void {
    this.#lookout.wake();
  }

  stop(): Promise<void> {
    return this.#lookout.stop();
  }

  /** Asks everything of a tenant that is due. */
  async drain(tenantId: string): Promise<void> {
    while ((await this.next(tenantId)) === 'worked');
  }

  /** Asks the check of a tenant that has waited longest. */
  async next(tenantId: string): Promise<Progress> {
    const due = await this.#as(tenantId, (context) =>
      this.#ports.life.takeDueCheck(inSeconds(0), inSeconds(longestAsking + 30), context),
    );
    if (!due) return 'idle';
    const keep = await this.#asked(due);
    await this.#as(tenantId, async (context) => {
      const { executor } = this.#ports;
      const deed = {
        actor: context.actor,
        operation: 'checkSource',
        requestId: context.requestId,
        address: null,
      };
      await record(await keep(context), deed, context, executor.registry);
    });
    this.#ports.executor.onCommit();
    return 'worked';
  }

  /** Asks the first source that speaks for what is asked; answers what is to be kept of it. */
  async #asked({ id, attempts, question }: DueCheck): Promise<(context: Context) => Promise<Consequence>> {
    const { life, log } = this.#ports;
    const source = this.#sourceOf(question);
    const failed = (failure: SourceFailure) => (context: Context) => life.recordFailure(id, failure, context);
    if (!source) {
      const detail = 'No source is configured that speaks for this.';
      return failed({ source: null, detail, asksAgainAt: null });
    }
    try {
      const answer = await source.ask(question, AbortSignal.timeout(source.timeoutSeconds * 1_000));
      return (context) => life.recordAnswer(id, source.name, answer, context);
    } catch (error) {
      const fault = error instanceof SourceFault ? error : new SourceFault('it failed', 'passing');
      log.warn(
        { err: failureOf(error), checkId: id, source: source.name, attempts },
        'a primary source gave no answer',
      );
      const isOver = fault.kind === 'final' || attempts >= source.attempts;
      const wait = Math.max(fault.retryAfterSeconds ?? 0, Math.min(longestWait, 2 ** (attempts - 1)));
      return failed({
        source: source.name,
        detail: `${source.name}: ${fault.message}`,
        asksAgainAt: isOver ? null : inSeconds(wait),
      });
    }
  }

  #sourceOf({ kind, state }: SourceQuestion): PrimarySource | undefined {
    return this.#ports.sources.find(
      (source) => source.kind === kind && (source.states === null || source.states.includes(state ?? '')),
    );
  }

  #as<T>(tenantId: string, run: (context: Context) => Promise<T>): Promise<T> {
    const { pool, executor } = this.#ports;
    const actor = systemActor(tenantId);
    return inTransaction(pool, { actor }, (tx) =>
      run(executor.context(tx, actor, `source-check-${tenantId}`)),
    );
  }

  async #look(): Promise<boolean> {
    const { rows } = await this.#ports.pool.query<{ id: string }>('select app.checking_tenants() as id');
    let worked = false;
    for (const { id } of rows)
      if (!this.#lookout.stopping && (await this.next(id)) === 'worked') worked = true;
    return worked;
  }
}
