import { sql } from 'drizzle-orm';
import { systemActor, type Actor } from '../../kernel/actor.ts';
import { Problem } from '../../kernel/errors.ts';
import type { Command, Consequence, Context } from '../../kernel/operation.ts';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import { record } from '../execute/happenings.ts';
import { causeOf } from '../failure.ts';
import { isBusy, type Progress } from '../outbox/attempts.ts';
import { TenantHand } from '../outbox/tenant-hand.ts';
import type { ImportFile, ImportPorts } from './ports.ts';
import { NoLongerDue, runNextChunk, runWhole, type Running } from './run-chunk.ts';

/** More rows than this are not held in one transaction. */
const mostRowsAtOnce = 100_000;
const mostAttempts = 5;

interface Failure {
  code: string;
  detail: string;
}

type Member = (tx: OpenTransaction, context: Context) => Promise<'done' | 'none' | 'taken'>;

const isWhole = ({ mode, isDryRun, total }: ImportFile) =>
  mode === 'all_or_nothing' || (isDryRun && (total ?? 0) <= mostRowsAtOnce);

/**
 * Runs what imports owe, a chunk a transaction. An advisory lock of the transaction keeps
 * two processes from one import; whoever is killed leaves its chunk as it was.
 */
export class Importer extends TenantHand {
  readonly #ports: ImportPorts;

  constructor(ports: ImportPorts) {
    super(ports.pool, ports.log, { tenants: 'app.importing_tenants', of: 'imports' });
    this.#ports = ports;
  }

  /** One step of one import of the tenant, the oldest that no other process holds. */
  async next(tenantId: string): Promise<Progress> {
    for (const file of await this.#due(tenantId)) {
      const step = await this.#step(file).catch((error: unknown) => this.#failedStep(file, error));
      if (step === 'done') return 'worked';
    }
    return 'idle';
  }

  #due(tenantId: string): Promise<ImportFile[]> {
    return inTransaction(this.#ports.pool, { actor: systemActor(tenantId), readOnly: true }, (tx) =>
      tx.rows<ImportFile>(sql`select i.tenant_id as "tenantId", i.id, i.version, i.membership_id as "membershipId", i.token_id as "tokenId",
          i.scopes, i.operation, i.mode, i.is_dry_run as "isDryRun", i.format, i.preset, i.columns, i.constants, i.request_id as "requestId", i.state, i.total
        from imports i where i.tenant_id = ${tenantId} and i.state in ('queued', 'running')
          and not exists (select from import_chunks c where c.tenant_id = i.tenant_id and c.import_id = i.id and c.state = 'due'
            and c.retry_at > clock_timestamp())
        order by i.queued_at, i.id limit 10`),
    );
  }

  async #step(file: ImportFile): Promise<'done' | 'taken'> {
    const { life, pool, executor } = this.#ports;
    const actor = await inTransaction(pool, { actor: systemActor(file.tenantId), readOnly: true }, (tx) =>
      life.actorOf(file, tx),
    );
    if (!actor) {
      const detail = 'The membership has ended, or the token was revoked.';
      return this.#end(file, systemActor(file.tenantId), { code: 'rights_ended', detail });
    }
    const command = executor.registry.operations.get(file.operation) as Command;
    executor.assertPermission(command, actor);
    if (file.mode === 'all_or_nothing' && (file.total ?? 0) > mostRowsAtOnce) {
      const detail = `At most ${mostRowsAtOnce} rows stand or fall together.`;
      return this.#end(file, actor, { code: 'too_large', detail });
    }
    if (file.state === 'queued')
      return this.#told(file, actor, (context) => life.startImport(file.id, context));
    let refused = 0;
    const step = await this.#as(file, actor, async (tx, context) => {
      const running: Running = { file, command, registry: executor.registry, tx, context };
      if (!isWhole(file)) return runNextChunk(running);
      refused = await runWhole(running);
      return 'none';
    });
    if (step !== 'none') return step;
    executor.onCommit();
    const detail = `${refused} of ${file.total} rows are refused, so none was written.`;
    return this.#end(file, actor, refused > 0 ? { code: 'rows_refused', detail } : undefined);
  }

  /** Runs as the member, unless another process holds the import. */
  #as({ id, tenantId, requestId }: ImportFile, actor: Actor, run: Member) {
    const { pool, executor } = this.#ports;
    return inTransaction(pool, { actor }, async (tx) => {
      const [lock] = await tx.rows<{ taken: boolean }>(
        sql`select pg_try_advisory_xact_lock(hashtextextended(${`import ${tenantId} ${id}`}, 0)) as taken`,
      );
      if (!lock!.taken) return 'taken';
      const [now] = await tx.rows<{ state: string }>(
        sql`select state from imports where tenant_id = ${tenantId} and id = ${id}`,
      );
      if (now?.state !== 'queued' && now?.state !== 'running') return 'taken';
      return run(tx, executor.context(tx, actor, requestId));
    });
  }

  /** One step of its life, with what it says. */
  async #told(
    file: ImportFile,
    actor: Actor,
    step: (context: Context) => Promise<Consequence>,
  ): Promise<'done' | 'taken'> {
    const deed = { actor, operation: 'runImport', requestId: file.requestId, address: null };
    const outcome = await this.#as(file, actor, async (_, context) => {
      await record(await step(context), deed, context, this.#ports.executor.registry);
      return 'done';
    });
    return outcome === 'none' ? 'done' : outcome;
  }

  #end(file: ImportFile, actor: Actor, failure: Failure | undefined): Promise<'done' | 'taken'> {
    return this.#told(file, actor, (context) => this.#ports.life.endImport(file.id, failure, context));
  }

  async #failedStep(file: ImportFile, error: unknown): Promise<'done' | 'taken'> {
    const { log, pool } = this.#ports;
    const own = systemActor(file.tenantId);
    if (error instanceof NoLongerDue) return 'taken';
    if (error instanceof Problem)
      return this.#end(file, own, { code: error.declaration.code, detail: error.message });
    const counted = isBusy(error) ? 0 : 1;
    log.error({ err: error, importId: file.id }, 'a chunk of an import failed');
    const [chunk] = await inTransaction(pool, { actor: own }, (tx) =>
      tx.rows<{ attempts: number }>(sql`update import_chunks set attempts = attempts + ${counted}::int,
          retry_at = clock_timestamp() + make_interval(secs => 0.2 * 2 ^ (attempts + ${counted}::int))
        where tenant_id = ${file.tenantId} and import_id = ${file.id} and state = 'due'
          and number = (select min(number) from import_chunks where tenant_id = ${file.tenantId} and import_id = ${file.id} and state = 'due')
        returning attempts`),
    );
    if (!chunk || chunk.attempts < mostAttempts) return 'taken';
    return this.#end(file, own, {
      code: 'internal_error',
      detail: `Set aside after ${mostAttempts} tries: ${causeOf(error)}`,
    });
  }
}
