import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { malformed, tooLarge } from '../../kernel/errors.ts';
import type { Spooled } from './ports.ts';

/** Milliseconds after which what stands in a spool was left there by a process that is gone. */
const forgotten = 24 * 60 * 60_000;

/** Takes bytes as they come onto this machine's disk, where their type is looked at before a store is given them. */
export class Spool {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /**
   * Writes the bytes to a file of their own and hands it over; it is gone when `use` has ended. Refused with
   * `too_large` as soon as more come than were announced, and with `malformed` where fewer did.
   */
  async hold<T>(content: Readable, announced: number, use: (spooled: Spooled) => Promise<T>): Promise<T> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    const path = join(this.#directory, randomUUID());
    try {
      return await use({ path, ...(await write(content, announced, path)) });
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Deletes what processes that were killed have left. */
  async sweep(): Promise<void> {
    const names = await readdir(this.#directory).catch(() => []);
    for (const name of names) {
      const path = join(this.#directory, name);
      const found = await stat(path).catch(() => undefined);
      if (found && Date.now() - found.mtimeMs > forgotten) await rm(path, { force: true });
    }
  }
}

async function write(
  content: Readable,
  announced: number,
  path: string,
): Promise<{ size: number; sha256: string }> {
  const handle = await open(path, 'wx', 0o600);
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const bytes of content as AsyncIterable<Buffer>) {
      size += bytes.length;
      if (size > announced) throw tooLarge({ detail: `${announced} bytes were announced; more came.` });
      hash.update(bytes);
      await handle.writeFile(bytes);
    }
    if (size < announced) throw malformed({ detail: `${announced} bytes were announced; ${size} came.` });
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { size, sha256: hash.digest('hex') };
}
