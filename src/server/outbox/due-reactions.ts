import { sql } from 'drizzle-orm';
import { causeOf } from '../failure.ts';
import { systemActor } from '../../kernel/actor.ts';
import type { Fact } from '../../kernel/event.ts';
import { internalError, type Problem } from '../../kernel/errors.ts';
import type { Reaction } from '../../kernel/operation.ts';
import { needsLook, toProblem } from '../problem.ts';
import {
  asTenant,
  busySeconds,
  isBusy,
  mostAttempts,
  recordConsequence,
  type OutboxPorts,
  type Progress,
} from './attempts.ts';

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

/** The `after` reactions that a tenant's events still owe, each run once in its own transaction. */
export class DueReactions {
  readonly #ports: OutboxPorts;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  async next(tenantId: string): Promise<Progress> {
    let failing: DueReaction | undefined;
    try {
      return await asTenant(this.#ports.pool, tenantId, async (tx) => {
        // The event of the one that is found, not of each that waits: thousands may.
        const [due] = await tx.rows<DueReaction>(sql`with next as materialized (
            select r.event_id, r.reaction, r.attempts from reaction_runs r
            where r.tenant_id = ${tenantId} and r.state = 'due' and r.due_at <= clock_timestamp()
            order by r.due_at, r.event_id limit 1 for update skip locked)
          select n.event_id, n.reaction, n.attempts, e.type, app.instant(e.at) as at, e.reason, e.data,
            json_build_object('id', e.subject_id, 'version', e.subject_version, 'programId', e.program_id, 'facilityId', e.facility_id,
              'unitId', e.unit_id, 'vendorId', e.vendor_id, 'workerId', e.worker_id) as subject
          from next n join events e on e.tenant_id = ${tenantId} and e.id = n.event_id`);
        if (!due) return 'idle';
        failing = due;
        const known = this.#known(due);
        // An event or reaction that this release no longer knows owes nothing.
        if (known) {
          const context = this.#ports.executor.context(tx, systemActor(tenantId), `reaction-${due.event_id}`);
          const consequence = await known.reaction.handle(known.fact, context);
          await recordConsequence(this.#ports.executor, due.reaction, consequence, context);
        }
        await tx.rows(sql`update reaction_runs set state = 'done', done_at = clock_timestamp()
          where tenant_id = ${tenantId} and event_id = ${due.event_id} and reaction = ${due.reaction}`);
        return 'worked';
      });
    } catch (error) {
      if (!failing) throw error;
      if (!(await this.#isRefused(tenantId, failing, error)))
        await this.#reactionFailed(tenantId, failing, error);
      return 'worked';
    }
  }

  #known(due: DueReaction): { reaction: Reaction; fact: Parameters<Reaction['handle']>[0] } | undefined {
    const reaction = this.#ports.executor.registry.reactions.find(({ name }) => name === due.reaction);
    const event = this.#ports.executor.registry.events.get(due.type);
    if (!reaction || !event) return undefined;
    const { event_id: id, at, subject, data, reason } = due;
    return { reaction, fact: { id, at, event, subject, data, ...(reason && { reason }) } };
  }

  /** Does what a reaction says of its refusal, where that is for good; answers whether it has. */
  async #isRefused(tenantId: string, due: DueReaction, error: unknown): Promise<boolean> {
    const known = this.#known(due);
    if (!known?.reaction.refused || isBusy(error)) return false;
    const problem: Problem = toProblem(error, this.#ports.executor.registry.constraints);
    const isDeclared = !needsLook(error, problem);
    if (!isDeclared && due.attempts + 1 < mostAttempts) return false;
    const { reaction, fact } = known;
    try {
      await asTenant(this.#ports.pool, tenantId, async (tx) => {
        const context = this.#ports.executor.context(tx, systemActor(tenantId), `reaction-${due.event_id}`);
        const consequence = await reaction.refused!(fact, isDeclared ? problem : internalError(), context);
        await recordConsequence(this.#ports.executor, due.reaction, consequence, context);
        await tx.rows(sql`update reaction_runs set state = ${isDeclared ? 'done' : 'failed'}, attempts = attempts + 1, error = ${causeOf(error)},
            done_at = clock_timestamp()
          where tenant_id = ${tenantId} and event_id = ${due.event_id} and reaction = ${due.reaction} and state = 'due'`);
        return 'worked';
      });
    } catch (failure) {
      this.#ports.log.error({ err: failure, reaction: due.reaction }, 'a refusal could not be told');
      return false;
    }
    if (!isDeclared) this.#ports.log.error({ err: error, reaction: due.reaction }, 'a reaction failed');
    return true;
  }

  async #reactionFailed(
    tenantId: string,
    { event_id, reaction, attempts }: DueReaction,
    error: unknown,
  ): Promise<void> {
    this.#ports.log.error({ err: error, reaction, eventId: event_id }, 'a reaction failed');
    const counted = isBusy(error) ? 0 : 1;
    const state = attempts + counted >= mostAttempts ? 'failed' : 'due';
    const wait = counted === 0 ? busySeconds : 2 ** attempts;
    await asTenant(this.#ports.pool, tenantId, async (tx) => {
      await tx.rows(sql`update reaction_runs set state = ${state}, attempts = attempts + ${counted}::int, error = ${causeOf(error)},
        due_at = clock_timestamp() + make_interval(secs => ${wait}::double precision)
        where tenant_id = ${tenantId} and event_id = ${event_id} and reaction = ${reaction} and state = 'due'`);
      return 'worked';
    });
  }
}
