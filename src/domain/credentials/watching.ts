import type { TimerFact } from '../../kernel/event.ts';
import { nextWatch } from '../../kernel/expiry-watch.ts';
import type { Context } from '../../kernel/operation.ts';
import { watchedDay } from './model/validity.ts';
import { homeZones, watchedAmong, type CredentialRow } from './store.ts';
import { watchCredential } from './timers.ts';

/** The timer of the next thing to come for the credential, if anything is to come: a warning, or its end. */
export function watchOf(row: CredentialRow, now: string, zone: string): TimerFact[] {
  const lastDay = watchedDay(row);
  const next = lastDay === null ? undefined : nextWatch(lastDay, now, zone);
  return next ? [watchCredential(next.dueAt, row.id, { lastDay: lastDay!, daysLeft: next.daysLeft })] : [];
}

/** The timers of credentials that began to be watched or end on another day now; of each none that is set already. */
export async function watchesOf(
  rows: readonly CredentialRow[],
  context: Context,
): Promise<Map<string, TimerFact[]>> {
  const watched = rows.filter((row) => watchedDay(row) !== null);
  if (watched.length === 0) return new Map();
  const set = await watchedAmong(
    watched.map(({ id }) => id),
    context,
  );
  const fresh = watched.filter((row) => !set.has(`${row.id} ${watchedDay(row)}`));
  const zones = await homeZones(
    fresh.map(({ workerId }) => workerId),
    context,
  );
  return new Map(fresh.map((row) => [row.id, watchOf(row, context.now, zones.get(row.workerId)!)]));
}
