import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference } from '../../../kernel/shapes.ts';
import { orderLife } from '../lifecycle/order.ts';
import { releasePlanLife } from '../lifecycle/release-plan.ts';
import { orderReleased } from '../model/order.ts';
import { releaseRunning, Tier } from '../model/release.ts';
import { moveOrder } from '../move.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { openDueTiers } from '../release/open-tiers.ts';
import { orders, releasePlans } from '../tables.ts';
import { openReleaseTier } from '../timers.ts';

const afterHours = (instant: string, hours: number) =>
  Temporal.Instant.from(instant).add({ hours }).toString();

export const releaseOrder = command({
  name: 'releaseOrder',
  summary:
    'Give an open order to the panel, tier by tier: each tier sees it so many hours from now, while there are openings.',
  rest: 'POST /orders/{orderId}/release',
  permission: permissions.release,
  input: z.strictObject({
    orderId: reference('order'),
    tiers: z
      .array(
        z
          .strictObject({ tier: Tier, delayHours: z.int().min(0).max(8_760) })
          .meta({ id: 'ReleaseTierDelay' }),
      )
      .min(1)
      .max(10),
  }),
  output: order,
  errors: [stepNotAllowed, releaseRunning],
  async handle({ orderId, tiers }, context) {
    const { tx, now } = context;
    if (new Set(tiers.map(({ tier }) => tier)).size < tiers.length)
      throw refuse('/tiers', 'repeated', 'A tier stands once in a plan.');
    const row = await context.take(orders, orderId);
    const changes = { releasedAt: row.releasedAt ?? now };
    const { order: released } = await moveOrder(row, 'release', { to: row.state, changes }, context);
    await assertProvided(orderLife, 'release', orders, row, context);
    const { programId, facilityId, unitId } = row;
    const [plan] = await tx.insert(releasePlans, [
      {
        orderId,
        programId,
        facilityId,
        unitId,
        tiers: tiers.map((one) => ({ ...one, opensAt: afterHours(now, one.delayHours), openedAt: null })),
        state: releasePlanLife.initial,
        releasedAt: now,
      },
    ]);
    const opened = await openDueTiers(released, context);
    const later = plan!.tiers.filter(({ delayHours }) => delayHours > 0);
    return {
      result: released,
      events: [orderReleased(released, {}), ...opened],
      timers: later.map(({ tier, opensAt }) => openReleaseTier(opensAt, plan!.id, { tier })),
    };
  },
});
