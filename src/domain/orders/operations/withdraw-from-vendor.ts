import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { notReleasedTo, visibilityClosed, withdrawnFromVendor } from '../model/release.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { closeVisibilities, visibilitiesFor } from '../store.ts';
import { orders } from '../tables.ts';

export const withdrawFromVendor = command({
  name: 'withdrawFromVendor',
  summary:
    'Take an order back from one vendor, however it came to see it, with a reason; it can be released to it again.',
  rest: 'POST /orders/{orderId}/withdraw-from-vendor',
  permission: permissions.release,
  input: z.strictObject({
    orderId: reference('order'),
    vendorId: reference('vendor'),
    reason: text(2_000),
  }),
  output: order,
  errors: [notReleasedTo],
  async handle({ orderId, vendorId, reason }, context) {
    const row = await context.take(orders, orderId);
    const held = await visibilitiesFor([orderId], [vendorId], context);
    const closed = await closeVisibilities(
      held.map(({ id }) => id),
      context,
    );
    if (closed.length === 0) throw notReleasedTo();
    const events = closed.map((seen) => visibilityClosed(seen, { orderId }));
    return { result: row, events: [withdrawnFromVendor(row, { vendorId }, reason), ...events] };
  },
});
