import { z } from 'zod';
import type { Fact } from '../../kernel/event.ts';
import { nextWatch } from '../../kernel/expiry-watch.ts';
import { step } from '../../kernel/lifecycle.ts';
import { timer, type Context, type Timer } from '../../kernel/operation.ts';
import { localDate } from '../../kernel/zone.ts';
import { credentialLife } from './lifecycle.ts';
import { credentialBecameExpiring, credentialExpired, credentialExpiryWarned } from './model/credential.ts';
import { watchedDay } from './model/validity.ts';
import { homeZones, isRenewed, typesOf, type CredentialRow } from './store.ts';
import { credentials } from './tables.ts';

/** Warns, unless a proven renewal stands ready, and lets the credential be `expiring` from the days its type says. */
async function warn(row: CredentialRow, daysLeft: number, context: Context): Promise<Fact[]> {
  const type = (await typesOf([row.typeId], context)).get(row.typeId)!;
  const facts: Fact[] = [];
  let held = row;
  if (row.state === 'verified' && daysLeft <= type.warnDays) {
    const state = step(credentialLife, 'nearExpiry', row.state);
    held = await context.tx.change(credentials, row, { state });
    facts.push(credentialBecameExpiring(held, {}));
  }
  if (!(await isRenewed(row.id, context))) facts.push(credentialExpiryWarned(held, { daysLeft }));
  return facts;
}

/**
 * At a warning ahead of a credential's or a waiver's last day, and after it (subject: the credential). It does nothing
 * where the credential is not in force any more or ends on another day by now: then another watch is set, or none.
 */
export const watchCredential: Timer<{ lastDay: string; daysLeft: number }> = timer({
  name: 'watchCredential',
  data: z.strictObject({ lastDay: z.string(), daysLeft: z.int() }),
  async handle({ subjectId, data: { lastDay, daysLeft } }, context) {
    const row = await context.tx.find(credentials, subjectId, { lock: true });
    if (!row || watchedDay(row) !== lastDay) return {};
    const zone = (await homeZones([row.workerId], context)).get(row.workerId)!;
    // Who moved to another zone meanwhile has it to the end of the day there.
    if (localDate(context.now, zone) > lastDay) {
      const state = step(credentialLife, 'expire', row.state);
      return { events: [credentialExpired(await context.tx.change(credentials, row, { state }), {})] };
    }
    const events = daysLeft > 0 ? await warn(row, daysLeft, context) : [];
    const next = nextWatch(lastDay, context.now, zone);
    const timers = next ? [watchCredential(next.dueAt, row.id, { lastDay, daysLeft: next.daysLeft })] : [];
    return { events, timers };
  },
});
