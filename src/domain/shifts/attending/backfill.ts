import type { Fact, TimerFact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { localDate } from '../../../kernel/zone.ts';
import { planFor } from '../broadcasting/stages.ts';
import { broadcastOf } from '../broadcasting/store.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import { announce, type Plan } from '../posting/announce.ts';
import { shifts } from '../tables.ts';
import { expireShift } from '../timers.ts';
import type { HeldShift } from './held.ts';
import type { ShiftRow } from '../store/shift.ts';
import { shiftReopened } from './model.ts';

/** Whoever takes what is left of a shift needs an hour to come. */
const leadMinutes = 60;

/** What is left of a shift whose worker did not come, for somebody who comes in an hour: null where that is nothing. */
export function backfillStart({ startsAt, endsAt }: ShiftRow, now: string): string | null {
  const soonest = Temporal.Instant.from(now).add({ minutes: leadMinutes });
  const start = Temporal.Instant.compare(soonest, startsAt) > 0 ? soonest.toString() : startsAt;
  return Temporal.Instant.compare(start, endsAt) < 0 ? start : null;
}

// As where shifts of a pattern are posted, a plan that was put away since leaves the program's default.
async function planOfMissed({ id, programId, broadcast }: ShiftRow, context: Context): Promise<Plan> {
  if (!broadcast) return undefined;
  const shown = await broadcastOf(id, context);
  return (await planFor(programId, shown?.planId, context)) ?? (await planFor(programId, null, context));
}

/** Posts an open shift for what is left of one whose worker did not come, to whom that one was shown: by its own plan. */
export async function postBackfill(
  missed: HeldShift,
  startsAt: string,
  context: Context,
): Promise<{ row: ShiftRow; events: Fact[]; timers: TimerFact[] }> {
  const { orderId, programId, facilityId, unitId, endsAt, timeZone, currency, instantBook } = missed;
  const { baseRate, basePayRate } = missed;
  const plan = await planOfMissed(missed, context);
  const place = { orderId, programId, facilityId, unitId, timeZone, currency, instantBook };
  const [row] = await context.tx.insert(shifts, [
    {
      ...place,
      startsAt,
      endsAt,
      baseRate,
      billRate: baseRate,
      payRate: basePayRate,
      basePayRate,
      localDate: localDate(startsAt, timeZone),
      mealMinutes: 0,
      postedAt: context.now,
      broadcast: plan !== undefined,
      replacesShiftId: missed.id,
      state: shiftLife.initial,
    },
  ]);
  const { events, timers } = await announce([row!], plan, context);
  const reopened = shiftReopened(row!, { replacesShiftId: missed.id });
  return {
    row: row!,
    events: [reopened, ...events],
    timers: [expireShift(row!.startsAt, row!.id, {}), ...timers],
  };
}
