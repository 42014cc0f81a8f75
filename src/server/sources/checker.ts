import type pg from 'pg';
import { systemActor } from '../../kernel/actor.ts';
import type { Consequence, Context } from '../../kernel/operation.ts';
import type { PrimarySource, SourceAnswer, SourceQuestion } from '../../kernel/primary-source.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Executor } from '../execute/execute.ts';
import { failureOf } from '../failure.ts';
import type { Logger } from '../log.ts';
import { isBusy, recordConsequence, type Progress } from '../outbox/attempts.ts';
import { TenantHand } from '../outbox/tenant-hand.ts';
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
 * check, one keeps the answer. Whoever is killed in between leaves it to be asked again.
 */
export class SourceChecker extends TenantHand {
  readonly #ports: CheckPorts;

  constructor(ports: CheckPorts) {
    super(ports.pool, ports.log, { tenants: 'app.checking_tenants', of: 'checks of primary sources' });
    this.#ports = ports;
  }

  /** Asks the check of a tenant that has waited longest. */
  override async next(tenantId: string): Promise<Progress> {
    const due = await this.#as(tenantId, (context) =>
      this.#ports.life.takeDueCheck(inSeconds(0), inSeconds(longestAsking + 30), context),
    );
    if (!due) return 'idle';
    const source = this.#sourceOf(due.question);
    const keep = await this.#asked(due, source);
    try {
      await this.#record(tenantId, keep);
    } catch (error) {
      // Asked again once nobody holds what it met.
      if (isBusy(error)) throw error;
      this.#ports.log.error(
        { err: error, checkId: due.id },
        'the answer of a primary source could not be kept',
      );
      const detail = 'Its answer could not be kept.';
      const failure = { source: source?.name ?? null, detail, asksAgainAt: null };
      await this.#record(tenantId, (context) => this.#ports.life.recordFailure(due.id, failure, context));
    }
    this.#ports.executor.onCommit();
    return 'worked';
  }

  #record(tenantId: string, keep: (context: Context) => Promise<Consequence>): Promise<void> {
    return this.#as(tenantId, async (context) =>
      recordConsequence(this.#ports.executor, 'checkSource', await keep(context), context),
    );
  }

  /** Asks the source; answers what is to be kept of it. */
  async #asked(
    { id, attempts, question }: DueCheck,
    source: PrimarySource | undefined,
  ): Promise<(context: Context) => Promise<Consequence>> {
    const { life, log } = this.#ports;
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

  /** The first source that speaks for what is asked. */
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
}
