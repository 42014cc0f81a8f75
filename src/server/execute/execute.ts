import { setTimeout as sleep } from 'node:timers/promises';
import { getTableName } from 'drizzle-orm';
import type pg from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { invalidInput, versionRequired } from '../../kernel/errors.ts';
import { isFileQuery } from '../../kernel/file-answer.ts';
import { standardFileRules, type FileRules } from '../../kernel/file-rules.ts';
import {
  isNoun,
  pathParameters,
  type Command,
  type Context,
  type EveryRow,
  type Query,
} from '../../kernel/operation.ts';
import { concerning, noteExport, noteQuery, subjectIn } from '../access-log/notes.ts';
import type { HeadSigner } from '../audit/head-signer.ts';
import type { SqlAccess } from '../../kernel/sql-access.ts';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import type { ContentStore } from '../files/ports.ts';
import { sqlAccessOf } from '../logins/sql-access.ts';
import { faultsOf, mayRetry } from '../problem.ts';
import { CursorSealer } from '../reads/cursor.ts';
import type { Registry } from '../registry.ts';
import { AnswerSeal } from './answer-seal.ts';
import type { Caller, CommandAnswer, CommandCall } from './calls.ts';
import { createContext, type Means } from './context.ts';
import { reactsAtOnce, record, seenBy } from './happenings.ts';
import { assertKey, claimFor, claimKey, claimOf, keepAnswer, type Claim } from './idempotency.ts';
import { readOne } from './read.ts';
import { Reader, runIn } from './reader.ts';
import { resolveReferences } from './references.ts';
import { runBulk } from './run-bulk.ts';

type Asking = Caller & { operation: Query };

const mostTries = 3;

class DryRun extends Error {
  readonly answer: CommandAnswer;

  constructor(answer: CommandAnswer) {
    super('dry run');
    this.answer = answer;
  }
}

/** The only way in: every command, query and read of either surface goes through here. */
export class Executor extends Reader {
  readonly #means: Means;
  readonly #seal: AnswerSeal;
  /** Called when a command has committed: there may be reactions to run. */
  onCommit: () => void = () => undefined;

  constructor(
    pool: pg.Pool,
    registry: Registry,
    secret: string,
    signer: HeadSigner,
    fileRules: FileRules = standardFileRules,
    store?: ContentStore,
    sqlAccess: SqlAccess = sqlAccessOf('postgres://localhost'),
  ) {
    super(pool, registry);
    this.#seal = new AnswerSeal(secret);
    this.#means = {
      pool,
      secret,
      cursors: new CursorSealer(secret),
      signer,
      constraints: registry.constraints,
      nouns: registry.nouns,
      tables: new Map([...registry.nouns.values()].map(({ table }) => [getTableName(table), table])),
      fileRules,
      store,
      sqlAccess,
    };
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
    const claim = claimFor(call, input);
    const first = claim && claimOf(claim);
    for (let tries = 1; ; tries += 1) {
      try {
        // A handler may change its input; each try starts from what was parsed.
        const answer = await inTransaction(this.pool, { actor, ...(first && { first }) }, (tx) =>
          this.#attempt(call, structuredClone(input), claim, tx),
        );
        this.onCommit();
        return answer;
      } catch (error) {
        if (error instanceof DryRun) return error.answer;
        if (tries >= mostTries || !mayRetry(error)) throw concerning(error, subjectIn(operation, input));
        await sleep(Math.random() * 20 * tries);
      }
    }
  }

  async #attempt(
    call: CommandCall,
    input: Record<string, unknown>,
    claim: Claim | undefined,
    tx: OpenTransaction,
  ): Promise<CommandAnswer> {
    const { operation, actor, requestId, expectedVersion, dryRun, view } = call;
    const known = claim && (await claimKey(claim, tx));
    if (known) {
      const text =
        this.#seal.reopen(known.texts, view, operation) ??
        JSON.stringify({
          ...(await this.#shown(call, known.id, null, tx)),
          events: this.#seal.eventsOf(known.texts),
        });
      return { ...(JSON.parse(text) as Omit<CommandAnswer, 'replayed'>), replayed: true };
    }
    await this.#resolve(operation, input, actor, tx);
    const context = this.context(tx, actor, requestId, expectedVersion);
    const { id, happened, shown } = await this.#run(call, input, context, tx);
    const answer = { ...shown, events: seenBy(actor, happened) };
    if (claim) keepAnswer(claim, { id, texts: { [view]: this.#seal.seal(JSON.stringify(answer)) } }, tx);
    if (dryRun) throw new DryRun({ ...answer, replayed: false });
    return { ...answer, replayed: false };
  }

  /** What a command did, told and followed up, and how its result shows. */
  async #run(call: CommandCall, input: Record<string, unknown>, context: Context, tx: OpenTransaction) {
    const { operation, actor, requestId, address } = call;
    const deed = { actor, operation: operation.name, requestId, address };
    if (operation.rowsOf) {
      const { result, happened } = await runBulk(operation.rowsOf, input, deed, context, this.registry);
      return { id: null, happened, shown: await this.#shown(call, null, result, tx) };
    }
    const outcome = await operation.handle(input as never, context);
    const id = isNoun(operation.output) ? (outcome.result as { id: string }).id : null;
    const by = ('by' in outcome && outcome.by) || actor;
    const recording =
      'unchanged' in outcome
        ? Promise.resolve([])
        : record(
            outcome,
            { ...deed, actor: by },
            by === actor ? context : { ...context, actor: by },
            this.registry,
          );
    // What reacts at once may change what is shown; otherwise both statements travel together.
    if (reactsAtOnce(outcome, this.registry)) await recording;
    const showing = this.#shown(call, id, outcome.result, tx);
    // Where one fails the other ends first: nothing of it may reach the connection's next user.
    const [happened, shown] = await Promise.all([recording, showing]).catch(async (error: unknown) => {
      await Promise.allSettled([recording, showing]);
      throw error;
    });
    return { id, happened, shown };
  }

  /** The answer as this caller may see it: a noun is read again under its visibility, never given as the handler left it. */
  async #shown(
    { operation, actor, selection, absence }: CommandCall,
    id: string | null,
    result: unknown,
    tx: OpenTransaction,
  ): Promise<Omit<CommandAnswer, 'replayed' | 'events'>> {
    if (!isNoun(operation.output))
      return { result: JSON.stringify(operation.output.parse(result)), version: undefined, id };
    const found = await readOne(operation.output, id!, selection, { actor, absence }, this.plans, runIn(tx));
    if (!found) return { result: JSON.stringify({ id }), version: undefined, id };
    return { result: found.j, version: found.v ?? undefined, id };
  }

  /** Answers a standing query on the given snapshot. */
  query({ operation, ...caller }: Asking, input: unknown, tx: OpenTransaction): Promise<unknown> {
    return this.#ask({ operation, ...caller }, input, tx, async (parsed, context) => {
      const answer = await operation.handle(parsed as never, context);
      noteQuery(operation, parsed, answer);
      if (!isFileQuery(operation)) return operation.output.parse(answer);
      // A file's bytes are made while they are sent.
      noteExport(operation, 1, subjectIn(operation, parsed));
      return answer;
    });
  }

  /** The statement of every row of a standing query that has one, to be streamed from the given snapshot. */
  everyRow({ operation, ...caller }: Asking, input: unknown, tx: OpenTransaction): Promise<EveryRow> {
    return this.#ask({ operation, ...caller }, input, tx, async (parsed, context) => {
      const rows = await operation.everyRow!(parsed as never, context);
      noteExport(operation);
      return rows;
    });
  }

  async #ask<T>(
    { operation, actor, requestId }: Asking,
    input: unknown,
    tx: OpenTransaction,
    handle: (parsed: Record<string, unknown>, context: Context) => Promise<T>,
  ): Promise<T> {
    this.assertPermission(operation, actor);
    const parsed = this.#parse(operation, input);
    try {
      await this.#resolve(operation, parsed, actor, tx);
      return await handle(parsed, this.context(tx, actor, requestId));
    } catch (error) {
      throw concerning(error, subjectIn(operation, parsed));
    }
  }
}
