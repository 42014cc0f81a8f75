import type { Context } from '../../../kernel/operation.ts';
import { orders } from '../../orders/index.ts';
import { panelOf } from '../../vendors/index.ts';
import type { ShiftRow } from '../store/shift.ts';
import type { BroadcastStage } from './model.ts';
import { favoritesAt, presentersOf, vendorsOfKind } from './store.ts';

/** To whom a stage shows a shift: a vendor with all whom it represents, or with one of them. */
export interface Shown {
  vendorId: string;
  workerId: string | null;
}

/** The audience of a stage as it stands now, of the vendors that may be given the shift's order at all. */
export async function audienceOf(
  { audience, tier }: BroadcastStage,
  shift: ShiftRow,
  context: Context,
): Promise<Shown[]> {
  const { profession, specialty } = (await context.tx.find(orders, shift.orderId))!;
  const { programId, facilityId } = shift;
  const panel = await panelOf({ programId, facilityId, profession, specialty }, context);
  const vendorIds = panel.map(({ vendorId }) => vendorId);
  if (audience === 'favorites') {
    const workers = await favoritesAt(shift, context);
    return presentersOf(
      workers.map(({ workerId }) => workerId),
      vendorIds,
      context,
    );
  }
  const told =
    audience === 'tier'
      ? panel.filter((member) => member.tier === tier).map(({ vendorId }) => vendorId)
      : await vendorsOfKind(vendorIds, audience === 'pool' ? 'internal_pool' : 'marketplace', context);
  return told.map((vendorId) => ({ vendorId, workerId: null }));
}
