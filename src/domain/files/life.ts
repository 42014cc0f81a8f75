import { step } from '../../kernel/lifecycle.ts';
import type { Consequence, Context } from '../../kernel/operation.ts';
import type { Row } from '../../kernel/transaction.ts';
import { fileLife } from './lifecycle.ts';
import { fileCleared, fileInfected, fileReceived, fileRemoved } from './model.ts';
import { files } from './tables.ts';

type File = Row<typeof files>;

/** The file, held until the transaction ends; undefined where the actor sees none. */
export const takeFile = (id: string, { tx }: Context): Promise<File | undefined> =>
  tx.find(files, id, { lock: true });

/** Its content is in the store: it is to be scanned, and kept until the given instant of the tenant's clock. */
export async function receiveFile(
  row: File,
  content: { contentId: string; sha256: string; retainedDays: number },
  { tx, now }: Context,
): Promise<Consequence> {
  const { contentId, sha256, retainedDays } = content;
  const retainedUntil = Temporal.Instant.from(now)
    .add({ hours: 24 * retainedDays })
    .toString();
  const state = step(fileLife, 'receive', row.state);
  const received = await tx.change(files, row, { state, contentId, sha256, uploadedAt: now, retainedUntil });
  return { events: [fileReceived(received, {})] };
}

/** What the scanner found in it, or that it found nothing; no change where it has been said already. */
export async function settleFile(id: string, finding: string | null, context: Context): Promise<Consequence> {
  const row = await takeFile(id, context);
  if (row?.state !== 'scanning') return {};
  const state = step(fileLife, finding === null ? 'clear' : 'condemn', row.state);
  const settled = await context.tx.change(files, row, { state, finding, scannedAt: context.now });
  return { events: [(finding === null ? fileCleared : fileInfected)(settled, {})] };
}

/** Lets go of it, for the reason given; no change where that has been done already. */
export async function removeFile(id: string, reason: string, context: Context): Promise<Consequence> {
  const row = await takeFile(id, context);
  if (!row || row.state === 'removed' || row.state === 'scanning') return {};
  const state = step(fileLife, 'remove', row.state);
  const removed = await context.tx.change(files, row, { state, removedAt: context.now });
  return { events: [fileRemoved(removed, {}, reason)] };
}
