import type { Readable } from 'node:stream';
import type pg from 'pg';
import { unavailable } from '../../kernel/errors.ts';
import type { Consequence, Context } from '../../kernel/operation.ts';
import type { Executor } from '../execute/execute.ts';
import type { Logger } from '../log.ts';

/** What the machinery must know of a file. */
export interface KnownFile {
  tenantId: string;
  id: string;
  membershipId: string;
  mediaType: string;
  sizeBytes: number;
  sha256: string | null;
  state: string;
}

/** The life of files; a capability answers, the machinery asks. */
export interface FileLife {
  takeFile(id: string, context: Context): Promise<KnownFile | undefined>;
  receiveFile(
    row: never,
    content: { contentId: string; sha256: string; retainedDays: number },
    context: Context,
  ): Promise<Consequence>;
  settleFile(id: string, finding: string | null, context: Context): Promise<Consequence>;
  removeFile(id: string, reason: string, context: Context): Promise<Consequence>;
}

/** The bytes of one attempt to send a file. */
export interface ContentKey {
  tenantId: string;
  fileId: string;
  contentId: string;
}

/** Where the store keeps them: made of ids alone, never of a name that somebody gave. */
export const pathOf = ({ tenantId, fileId, contentId }: ContentKey): string =>
  `${tenantId}/${fileId}/${contentId}`;

/** Bytes that came whole, on this machine's disk until a store has them. */
export interface Spooled {
  path: string;
  size: number;
  /** Hex. */
  sha256: string;
}

/** Asks the store; what it cannot do is said in the log, and is `unavailable` to the caller. */
export async function fromStore<T>(ask: Promise<T>, log: Logger): Promise<T> {
  try {
    return await ask;
  } catch (error) {
    log.error({ err: error }, 'the store of files did not do what it was asked');
    throw unavailable({ detail: 'Files cannot be reached now.', retryAfterSeconds: 5 });
  }
}

/** Keeps bytes: durable when `keep` has answered, all of them or none. */
export interface ContentStore {
  keep(key: ContentKey, content: Spooled, mediaType: string): Promise<void>;
  /** Fails before the first byte where there are none. */
  read(key: ContentKey): Promise<Readable>;
  /** Nothing where there are none. */
  remove(key: ContentKey): Promise<void>;
}

/** What is harmful in the content, in a few words; null where nothing is. Fails where that cannot be said now. */
export type Inspect = (content: Buffer, mediaType: string) => Promise<string | null>;

/** What working with files leans on. */
export interface FilePorts {
  pool: pg.Pool;
  executor: Executor;
  life: FileLife;
  store: ContentStore;
  log: Logger;
}
