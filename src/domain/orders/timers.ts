import { z } from 'zod';
import { timer } from '../../kernel/operation.ts';
import { orderExpired } from './model/order.ts';
import { moveOrder } from './move.ts';
import { openDueTiers } from './release/open-tiers.ts';
import { isTaking } from './taking.ts';
import { orders, releasePlans } from './tables.ts';

/** At a tier's instant (subject: the plan): it opens if the plan runs and the order still takes submissions. */
export const openReleaseTier = timer({
  name: 'openReleaseTier',
  data: z.strictObject({ tier: z.int() }),
  async handle({ subjectId }, context) {
    const plan = (await context.tx.find(releasePlans, subjectId))!;
    return { events: await openDueTiers(await context.take(orders, plan.orderId), context) };
  },
});

/** When the time to respond passes (subject: the order), unless it was moved: an order that still has openings expires. */
export const expireOrder = timer({
  name: 'expireOrder',
  data: z.strictObject({ respondBy: z.string() }),
  async handle({ subjectId, data: { respondBy } }, context) {
    const order = await context.take(orders, subjectId);
    if (!isTaking(order) || order.respondBy !== respondBy) return {};
    const { order: expired, facts } = await moveOrder(order, 'expire', {}, context);
    return { events: [orderExpired(expired, {}), ...facts] };
  },
});

/** When the last day of a per-diem order is over at its facility (subject: the order), unless it was moved: it expires. */
export const endPerDiemOrder = timer({
  name: 'endPerDiemOrder',
  data: z.strictObject({ endsOn: z.string() }),
  async handle({ subjectId, data: { endsOn } }, context) {
    const order = await context.take(orders, subjectId);
    if (!isTaking(order) || order.endsOn !== endsOn) return {};
    const { order: expired, facts } = await moveOrder(order, 'expire', {}, context);
    return { events: [orderExpired(expired, {}), ...facts] };
  },
});
