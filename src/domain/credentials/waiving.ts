import { refuse } from '../../kernel/errors.ts';
import type { Context, Outcome } from '../../kernel/operation.ts';
import { localDate } from '../../kernel/zone.ts';
import { credentialWaived } from './model/credential.ts';
import { homeZones, type CredentialRow } from './store.ts';
import { watchesOf } from './watching.ts';

/** Refuses a waiver whose last day is over by the calendar of the worker's home state. */
export async function assertAhead(workerId: string, waivedUntil: string, context: Context): Promise<void> {
  const zone = (await homeZones([workerId], context)).get(workerId)!;
  if (waivedUntil < localDate(context.now, zone))
    throw refuse('/waivedUntil', 'in_the_past', 'A waiver ends today or later.');
}

/** What a waiver leaves behind: the event, in which health is not spoken of, and the watch over its end. */
export async function waived(
  row: CredentialRow,
  reason: string,
  context: Context,
): Promise<Outcome<{ id: string }>> {
  const watches = await watchesOf([row], context);
  const said = row.dataClass === 'health' ? undefined : reason;
  return {
    result: row,
    events: [credentialWaived(row, {}, said)],
    timers: watches.get(row.id) ?? [],
  };
}
