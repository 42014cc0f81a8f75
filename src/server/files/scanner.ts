import { buffer } from 'node:stream/consumers';
import { systemActor } from '../../kernel/actor.ts';
import { inTransaction, type OpenTransaction } from '../database/transaction.ts';
import { recordConsequence, type Progress } from '../outbox/attempts.ts';
import { TenantHand } from '../outbox/tenant-hand.ts';
import { forgetContent, takeUnscanned, waitToScan, type DueContent } from './contents.ts';
import type { FilePorts, Inspect } from './ports.ts';

const longestWait = 300;

/**
 * Says of each file that has come whether it is clean; what is not loses its bytes. Each scanner in turn must find
 * nothing. Where one cannot answer, the file waits, longer after each try, and is not given out. One file at a time is
 * held in memory; several processes share the work.
 */
export class FileScanner extends TenantHand {
  readonly #ports: FilePorts;
  readonly #inspections: readonly Inspect[];
  #turn: Promise<unknown> = Promise.resolve();

  constructor(ports: FilePorts, inspections: readonly Inspect[]) {
    super(ports.pool, ports.log, { tenants: 'app.scanning_tenants', of: 'files to scan' });
    this.#ports = ports;
    this.#inspections = inspections;
  }

  /** Finishes the file at hand, also that of a request, and stops. */
  override async stop(): Promise<void> {
    await super.stop();
    await this.#turn;
  }

  /** Scans the file that has waited longest, or the one named, if it waits. */
  override next(tenantId: string, fileId?: string): Promise<Progress> {
    const step = this.#turn.then(() => this.#next(tenantId, fileId));
    this.#turn = step.catch(() => undefined);
    return step;
  }

  async #next(tenantId: string, fileId: string | undefined): Promise<Progress> {
    const due = await this.#as(tenantId, (tx) => takeUnscanned(tenantId, fileId, tx));
    if (!due) return 'idle';
    try {
      await this.#settle(due, await this.#findingIn(due));
    } catch (error) {
      this.#ports.log.warn(
        { err: error, tenantId, fileId: due.fileId, attempts: due.attempts },
        'a file could not be scanned',
      );
      const seconds = Math.min(longestWait, 5 * 2 ** (due.attempts - 1));
      await this.#as(tenantId, (tx) => waitToScan(due, seconds, tx));
    }
    return 'worked';
  }

  async #findingIn(due: DueContent): Promise<string | null> {
    const content = await buffer(await this.#ports.store.read(due));
    for (const inspect of this.#inspections) {
      const finding = await inspect(content, due.mediaType);
      if (finding !== null) return finding;
    }
    return null;
  }

  async #settle(due: DueContent, finding: string | null): Promise<void> {
    const { executor, life, store, log } = this.#ports;
    await this.#as(due.tenantId, async (tx) => {
      const context = executor.context(tx, systemActor(due.tenantId), `file-${due.fileId}`);
      const settled = await life.settleFile(due.fileId, finding, context);
      await recordConsequence(executor, 'scanFile', settled, context);
    });
    executor.onCommit();
    if (finding === null) return;
    try {
      await store.remove(due);
      await this.#as(due.tenantId, (tx) => forgetContent(due, tx));
    } catch (error) {
      log.warn({ err: error, fileId: due.fileId }, 'harmful content was left for the keeper to delete');
    }
  }

  #as<T>(tenantId: string, run: (tx: OpenTransaction) => Promise<T>): Promise<T> {
    return inTransaction(this.#ports.pool, { actor: systemActor(tenantId) }, run);
  }
}
