import type { Context } from '../../kernel/operation.ts';
import { localDate } from '../../kernel/zone.ts';
import { facilities } from './tables.ts';

type Placed = { facilityId: string };

/** The day on which an instant lies at a facility. */
export async function dayAt(instant: string, { facilityId }: Placed, { tx }: Context): Promise<string> {
  return localDate(instant, (await tx.find(facilities, facilityId))!.timeZone);
}

/** The day it is at a facility. */
export const todayAt = (placed: Placed, context: Context): Promise<string> =>
  dayAt(context.now, placed, context);
