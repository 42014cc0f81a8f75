import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { z } from 'zod';
import { holds, type Actor } from '../../kernel/actor.ts';
import { invalidInput, notFound, permissionMissing, versionRequired } from '../../kernel/errors.ts';
import {
  isNoun,
  pathParameters,
  type Command,
  type Context,
  type Operation,
  type Query,
  type Read,
} from '../../kernel/operation.ts';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import { faultsOf, mayRetry } from '../problem.ts';
import { assertPast } from '../reads/as-of.ts';
import { compilePage, type Absence } from '../reads/compile.ts';
import { CursorSealer } from '../reads/cursor.ts';
import type { ListRequest, Selection } from '../reads/request.ts';
import type { Registry } from '../registry.ts';
import { AnswerSeal } from './answer-seal.ts';
import type { Caller, CommandAnswer, CommandCall, Page } from './calls.ts';
import { createContext, type Means } from './context.ts';
import { record, seenBy, type Happened } from './happenings.ts';
import { assertKey, claimKey, fingerprintOf, keepAnswer, type Claim } from './idempotency.ts';
import { readOne } from './read-one.ts';
import { resolveReferences } from './references.ts';

const mostTries = 3;

class DryRun extends Error {
  readonly answer: CommandAnswer;

  constructor(answer: CommandAnswer) {
    super('dry run');
    this.answer = answer;
  }
}

/** The only way in: every command, query and read of either surface goes through here. */
export class Executor {
  readonly #pool: pg.Pool;
  readonly registry: Registry;
  readonly #means: Means;
  readonly #seal: AnswerSeal;
  /** Called when a command has committed: there may be reactions to run. */
  onCommit: () => void = () => undefined;

  constructor(pool: pg.Pool, registry: Registry, secret: string) {
    this.#pool = pool;
    this.registry = registry;
    this.#seal = new AnswerSeal(secret);
    this.#means = { secret, cursors: new CursorSealer(secret), constraints: registry.constraints };
  }

  assertPermission(operation: Operation, actor: Actor): void {
    if (!holds(actor, operation.permission)) {
      throw permissionMissing({
        detail: `${operation.name} needs the permission ${operation.permission.name}.`,
      });
    }
  }

  #parse(operation: Command | Query, input: unknown): Record<string, unknown> {
    const shape = operation.kind === 'command' ? (operation.envelope ?? operation.input) : operation.input;
    const parsed = shape.safeParse(input);
    if (!parsed.success) throw invalidInput({ errors: faultsOf(parsed.error) });
    return parsed.data;
  }

  async #resolve(
    operation: Command | Query,
    input: unknown,
    actor: Actor,
    tx: OpenTransaction,
  ): Promise<void> {
    const rows = operation.kind === 'command' ? operation.rowsOf?.input : undefined;
    const { input: shape, rest } = operation;
    await resolveReferences(
      { input, shape, rows, pathKeys: new Set(pathParameters(rest)) },
      this.registry.nouns,
      { actor },
      tx,
    );
  }

  /** The context of a handler: the tenant's clock, ids, the caller's version to check against. */
  context(tx: OpenTransaction, actor: Actor, requestId: string, expectedVersion?: number): Context {
    return createContext({ tx, actor, requestId, expectedVersion }, this.#means);
  }

  /** Runs a command: permission, input, transaction, key, handler, events, reactions, output, commit; a dry run keeps nothing. */
  async command(call: CommandCall): Promise<CommandAnswer> {
    const { operation, actor, expectedVersion } = call;
    this.assertPermission(operation, actor);
    if (call.idempotencyKey !== undefined) assertKey(call.idempotencyKey);
    const input = this.#parse(operation, call.input);
    if (operation.concurrency === 'required' && expectedVersion === undefined) throw versionRequired();
    for (let tries = 1; ; tries += 1) {
      try {
        // A handler may change its input; each try starts from what was parsed.
        const answer = await inTransaction(this.#pool, { actor }, (tx) =>
          this.#attempt(call, structuredClone(input), tx),
        );
        this.onCommit();
        return answer;
      } catch (error) {
        if (error instanceof DryRun) return error.answer;
        if (tries >= mostTries || !mayRetry(error)) throw error;
        await sleep(Math.random() * 20 * tries);
      }
    }
  }

  async #attempt(
    call: CommandCall,
    input: Record<string, unknown>,
    tx: OpenTransaction,
  ): Promise<CommandAnswer> {
    const { operation, actor, requestId, address, expectedVersion, idempotencyKey, dryRun, view } = call;
    const claim: Claim | undefined =
      idempotencyKey !== undefined && !dryRun
        ? {
            actor,
            operation: operation.name,
            key: idempotencyKey,
            fingerprint: fingerprintOf(input, expectedVersion),
          }
        : undefined;
    const known = claim && (await claimKey(claim, tx));
    if (known) {
      const text =
        this.#seal.reopen(known.texts, view, operation) ??
        JSON.stringify({
          ...(await this.#shown(call, known.id, null, [], tx)),
          events: this.#seal.eventsOf(known.texts),
        });
      return { ...(JSON.parse(text) as Omit<CommandAnswer, 'replayed'>), replayed: true };
    }
    await this.#resolve(operation, input, actor, tx);
    const context = this.context(tx, actor, requestId, expectedVersion);
    const outcome = await operation.handle(input as never, context);
    const events =
      'unchanged' in outcome
        ? []
        : await record(
            outcome,
            { actor, operation: operation.name, requestId, address },
            context,
            this.registry,
          );
    const id = isNoun(operation.output) ? (outcome.result as { id: string }).id : null;
    const answer = await this.#shown(call, id, outcome.result, events, tx);
    if (claim)
      await keepAnswer(claim, { id, texts: { [view]: this.#seal.seal(JSON.stringify(answer)) } }, tx);
    if (dryRun) throw new DryRun({ ...answer, replayed: false });
    return { ...answer, replayed: false };
  }

  /** The answer as this caller may see it: a noun is read again under its visibility, never given as the handler left it. */
  async #shown(
    { operation, actor, selection, absence }: CommandCall,
    id: string | null,
    result: unknown,
    events: readonly Happened[],
    tx: OpenTransaction,
  ): Promise<Omit<CommandAnswer, 'replayed'>> {
    const seen = seenBy(actor, events);
    if (!isNoun(operation.output)) {
      return { result: JSON.stringify(operation.output.parse(result)), events: seen, version: undefined, id };
    }
    const wanted = { ...selection, fields: new Set([...selection.fields, 'version']) };
    const text = await readOne(operation.output, id!, wanted, actor, absence, tx);
    if (text === undefined) return { result: JSON.stringify({ id }), events: seen, version: undefined, id };
    const { version } = JSON.parse(text) as { version?: number };
    return { result: text, events: seen, version, id };
  }

  /** Answers a standing query on the given snapshot. */
  async query(
    { operation, actor, requestId }: Caller & { operation: Query },
    input: unknown,
    tx: OpenTransaction,
  ): Promise<unknown> {
    this.assertPermission(operation, actor);
    const parsed = this.#parse(operation, input);
    await this.#resolve(operation, parsed, actor, tx);
    const answer = await operation.handle(parsed as never, this.context(tx, actor, requestId));
    return operation.output.parse(answer);
  }

  /** One row of a noun as JSON text; `not_found` whether it is missing or out of sight. */
  async get(
    operation: Read,
    key: string,
    selection: Selection,
    viewing: { actor: Actor; asOf?: string | undefined; absence: Absence },
    tx: OpenTransaction,
  ): Promise<string> {
    this.assertPermission(operation, viewing.actor);
    assertPast(viewing.asOf, tx.now);
    const input = { key };
    const shape = z.object({
      key: operation.noun.key === 'id' ? z.string().meta({ noun: operation.noun.name }) : z.string(),
    });
    if (key.startsWith('ext:')) {
      await resolveReferences({ input, shape, pathKeys: new Set(['key']) }, this.registry.nouns, viewing, tx);
    }
    const text = await readOne(
      operation.noun,
      input.key,
      selection,
      viewing.actor,
      viewing.absence,
      tx,
      viewing.asOf,
    );
    if (text === undefined) throw notFound();
    return text;
  }

  /** A page of a noun's list. */
  async list(
    operation: Read,
    list: ListRequest,
    selection: Selection,
    viewing: { actor: Actor; asOf?: string | undefined; absence: Absence },
    tx: OpenTransaction,
  ): Promise<Page> {
    this.assertPermission(operation, viewing.actor);
    assertPast(viewing.asOf, tx.now);
    const found = await tx.rows<{ j: string | null; k: string; total?: number }>(
      compilePage(operation.noun, list, selection, viewing),
    );
    const rows = found.filter(({ j }) => j !== null).slice(0, list.limit);
    const [first] = found;
    return {
      rows: rows.map(({ j }) => j!),
      places: rows.map(({ k }) => k),
      hasMore: found.length > list.limit,
      ...(list.count && { total: first!.total! }),
    };
  }
}
