import type { Consequence, Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { shiftsAnnounced } from '../model/shift.ts';
import { announce } from '../posting/announce.ts';
import type { ShiftRow } from '../store/shift.ts';
import { resumeBroadcast } from './stages.ts';
import { vendorsShown } from './store.ts';

async function broadcastAgain(shift: ShiftRow, context: Context): Promise<Required<Consequence>> {
  const { events, timers } = await resumeBroadcast(shift, context);
  const about = { orderId: shift.orderId, shiftIds: [shift.id] };
  const vendorIds = await vendorsShown(shift.id, context);
  const told = vendorIds.map((vendorId) => shiftsAnnounced({ ...shift, vendorId }, about));
  return { events: [...events, ...told], timers };
}

/** Tells of shifts of one order that are open again whom they were shown to before; broadcasts that they stopped go on. */
export const reannounce = (shifts: readonly ShiftRow[], context: Context): Promise<Required<Consequence>> =>
  asTenant(context.tx, async () => {
    const plain = shifts.filter(({ broadcast }) => !broadcast);
    const told = [await announce(plain, undefined, context)];
    for (const shift of shifts) if (shift.broadcast) told.push(await broadcastAgain(shift, context));
    return {
      events: told.flatMap(({ events }) => events),
      timers: told.flatMap(({ timers }) => timers),
    };
  });
