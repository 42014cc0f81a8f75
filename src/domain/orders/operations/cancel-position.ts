import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { orderChangePending } from '../model/change.ts';
import { lastPosition, orderFilled, orderTermsChanged } from '../model/order.ts';
import { positionCanceled } from '../model/position.ts';
import { positionLife } from '../lifecycle/position.ts';
import { visibilityChanged } from '../model/release.ts';
import { priced } from '../model/terms.ts';
import { moveOrder } from '../move.ts';
import { position } from '../nouns/position.ts';
import { permissions } from '../policy.ts';
import { stateByOpenings } from '../positions.ts';
import { positionsOf } from '../store.ts';
import { countUpVisibilities } from '../store/changes.ts';
import { orders, positions } from '../tables.ts';

export const cancelPosition = command({
  name: 'cancelPosition',
  summary:
    'Cancel one open opening of an order that runs, with a reason; the order asks for one less, and is filled where the rest are.',
  rest: 'POST /positions/{positionId}/cancel',
  permission: permissions.hold,
  input: z.strictObject({ positionId: reference('position'), reason: text(2_000) }),
  output: position,
  errors: [stepNotAllowed, lastPosition, orderChangePending],
  async handle({ positionId, reason }, context) {
    const { tx } = context;
    const found = await tx.find(positions, positionId);
    if (!found) throw notFound();
    const { orderId } = found;
    const row = await context.take(orders, orderId, { version: false });
    const taken = await context.take(positions, positionId);
    const state = step(positionLife, 'cancel', taken.state);
    await assertProvided(positionLife, 'cancel', positions, taken, context);
    const canceled = await tx.change(positions, taken, { state });
    const fewer = row.positions - 1;
    const changes = { positions: fewer, estimatedCost: priced({ ...row, positions: fewer }).estimatedCost };
    const byOpenings = stateByOpenings(await positionsOf(orderId, context));
    const isFilled = byOpenings === 'filled';
    const moved = isFilled
      ? await moveOrder(row, 'fill', { to: 'filled', changes }, context)
      : { order: await tx.change(orders, row, changes), facts: [] };
    const counted = await countUpVisibilities(orderId, context);
    return {
      result: canceled,
      events: [
        positionCanceled(canceled, { orderId, number: canceled.number }, reason),
        orderTermsChanged(moved.order, { changed: ['positions'] }),
        ...(isFilled ? [orderFilled(moved.order, {})] : []),
        ...moved.facts,
        ...counted.map((seen) => visibilityChanged(seen, { orderId, changed: ['positions'] })),
      ],
    };
  },
});
