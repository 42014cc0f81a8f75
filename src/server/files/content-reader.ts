import { buffer } from 'node:stream/consumers';
import { asTenant } from '../../kernel/transaction.ts';
import { unavailable } from '../../kernel/errors.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import { contentOf } from './contents.ts';
import type { ContentStore } from './ports.ts';

/**
 * Finds where the bytes of a file are kept, as the tenant's own hand; what is answered reads them, when the transaction
 * may be over: null where the file has none, `unavailable` where the store cannot be asked.
 */
export async function contentReader(
  fileId: string,
  tenantId: string,
  store: ContentStore | undefined,
  tx: OpenTransaction,
): Promise<() => Promise<Uint8Array | null>> {
  const key = await asTenant(tx, () => contentOf(tenantId, fileId, tx));
  return async () => {
    if (!key || !store) return null;
    try {
      return await buffer(await store.read(key));
    } catch {
      throw unavailable({ detail: 'Files cannot be reached now.', retryAfterSeconds: 5 });
    }
  };
}
