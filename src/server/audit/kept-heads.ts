import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { SignedAuditHead } from '../../kernel/audit-head.ts';
import type { Config } from '../config.ts';

const mostHeadBytes = 4_096;

/** The signed heads kept outside the database: a directory with a file of NDJSON for each tenant, which only grows. */
export class KeptHeads {
  readonly #directory: string;

  constructor({ auditHeads, dataDirectory }: Pick<Config, 'auditHeads' | 'dataDirectory'>) {
    this.#directory = auditHeads ?? join(dataDirectory, 'audit-heads');
  }

  #fileOf(tenantId: string): string {
    return join(this.#directory, `${tenantId}.ndjson`);
  }

  /** Appends a head, and answers once the disk has it. */
  async append(head: SignedAuditHead): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    const file = await open(this.#fileOf(head.tenantId), 'a+', 0o640);
    try {
      const { size } = await file.stat();
      const { buffer } = await file.read({ buffer: Buffer.from('\n'), position: Math.max(0, size - 1) });
      // A process that was cut off in the middle of a line has left no end to it.
      const broken = buffer.toString() !== '\n';
      await file.appendFile(`${broken ? '\n' : ''}${JSON.stringify(head)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  /** The tenant's last head that was written whole. */
  async last(tenantId: string): Promise<SignedAuditHead | undefined> {
    const file = await open(this.#fileOf(tenantId), 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (!file) return undefined;
    try {
      const { size } = await file.stat();
      const start = Math.max(0, size - mostHeadBytes);
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(mostHeadBytes), position: start });
      const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
      for (const line of lines.toReversed()) {
        try {
          return JSON.parse(line) as SignedAuditHead;
        } catch {
          // Half a line.
        }
      }
      return undefined;
    } finally {
      await file.close();
    }
  }
}
