import type { Fact, TimerFact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import type { ShiftRow } from '../attending/held.ts';
import { shiftsAnnounced } from '../model/shift.ts';
import { announce } from '../posting/announce.ts';
import { resumeBroadcast } from './stages.ts';
import { vendorsShown } from './store.ts';

/** Tells of a shift that is open again whom it was shown to before; a broadcast that it stopped goes on. */
export const reannounce = (
  shift: ShiftRow,
  context: Context,
): Promise<{ events: readonly Fact[]; timers: readonly TimerFact[] }> =>
  asTenant(context.tx, async () => {
    if (!shift.broadcast) return announce([shift], undefined, context);
    const { events, timers } = await resumeBroadcast(shift, context);
    const about = { orderId: shift.orderId, shiftIds: [shift.id] };
    const vendorIds = await vendorsShown(shift.id, context);
    const told = vendorIds.map((vendorId) => shiftsAnnounced({ ...shift, vendorId }, about));
    return { events: [...events, ...told], timers };
  });
