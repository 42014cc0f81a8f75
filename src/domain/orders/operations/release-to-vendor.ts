import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { panelOf } from '../../vendors/index.ts';
import { orderLife } from '../lifecycle/order.ts';
import { postingLacksPayTerms } from '../model/posting.ts';
import { alreadyReleasedTo, releasedToVendor } from '../model/release.ts';
import { moveOrder } from '../move.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { assertPostable } from '../posting.ts';
import { showOrder } from '../release/show.ts';
import { orders } from '../tables.ts';

export const releaseToVendor = command({
  name: 'releaseToVendor',
  summary:
    'Show an open order to one vendor of the panel that covers it, whatever its tier and beside any plan, with a reason.',
  rest: 'POST /orders/{orderId}/release-to-vendor',
  permission: permissions.release,
  input: z.strictObject({
    orderId: reference('order'),
    vendorId: reference('vendor'),
    reason: text(2_000),
    submissionCap: z.int().min(1).max(1_000).optional(),
  }),
  output: order,
  errors: [stepNotAllowed, alreadyReleasedTo, postingLacksPayTerms],
  async handle({ orderId, vendorId, reason, submissionCap = null }, context) {
    const row = await context.take(orders, orderId);
    step(orderLife, 'release', row.state, row.state);
    await assertPostable(row, context);
    const member = (await panelOf(row, context)).find((one) => one.vendorId === vendorId);
    if (!member)
      throw refuse(
        '/vendorId',
        'not_releasable',
        'Of this order: the vendor does not cover it, may not supply now, or lacks a document.',
      );
    const showing = { origin: 'named', planId: null, again: true } as const;
    const shown = await showOrder(row, [{ ...member, submissionCap }], showing, context);
    if (shown.length === 0) throw alreadyReleasedTo();
    const changes = { releasedAt: row.releasedAt ?? context.now };
    const { order: released } = await moveOrder(row, 'release', { to: row.state, changes }, context);
    return { result: released, events: [releasedToVendor(released, { vendorId }, reason), ...shown] };
  },
});
