import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Id, Instant, reference } from '../../../kernel/shapes.ts';
import { permissions } from '../policy.ts';
import { parityOf } from '../store.ts';
import { orders } from '../tables.ts';

const ParityRow = z
  .strictObject({
    vendorId: Id,
    vendorName: z.string(),
    tier: z.int(),
    firstVisibleAt: Instant,
    closedAt: Instant.nullable(),
  })
  .meta({ id: 'ReleaseParityRow' });

export const releaseParity = query({
  name: 'releaseParity',
  summary: 'When each vendor could first see the order: the proof that a tier was served alike.',
  rest: 'GET /orders/{orderId}/release-parity',
  permission: permissions.release,
  input: z.strictObject({ orderId: reference('order') }),
  output: z
    .strictObject({ orderId: Id, releasedAt: Instant.nullable(), vendors: z.array(ParityRow) })
    .meta({ id: 'ReleaseParity' }),
  rows: 'vendors',
  heavy: true,
  async handle({ orderId }, context) {
    const order = await context.tx.find(orders, orderId);
    if (!order) throw notFound();
    return { orderId, releasedAt: order.releasedAt, vendors: await parityOf(orderId, context) };
  },
});
