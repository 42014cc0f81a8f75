import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference } from '../../../kernel/shapes.ts';
import { orderLife } from '../lifecycle/order.ts';
import { releasePlanLife } from '../lifecycle/release-plan.ts';
import { orderReleased } from '../model/order.ts';
import { postingLacksPayTerms } from '../model/posting.ts';
import { noReleaseTiers, releaseRunning, TierDelays } from '../model/release.ts';
import { moveOrder } from '../move.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';
import { assertPostable } from '../posting.ts';
import { openDueTiers } from '../release/open-tiers.ts';
import { assertTiersOnce, plannedTiers, tiersFor } from '../release/tiers.ts';
import { orders, releasePlans } from '../tables.ts';
import { openReleaseTier } from '../timers.ts';

export const releaseOrder = command({
  name: 'releaseOrder',
  summary:
    'Give an open order to the panel, tier by tier: each tier sees it so many hours or business hours from now, while there are openings. Without tiers the program’s template says them.',
  rest: 'POST /orders/{orderId}/release',
  permission: permissions.release,
  input: z.strictObject({
    orderId: reference('order'),
    tiers: TierDelays.optional(),
  }),
  output: order,
  errors: [stepNotAllowed, releaseRunning, noReleaseTiers, postingLacksPayTerms],
  async handle({ orderId, tiers: named }, context) {
    const { tx, now } = context;
    if (named) assertTiersOnce(named);
    const row = await context.take(orders, orderId);
    const changes = { releasedAt: row.releasedAt ?? now };
    const { order: released } = await moveOrder(row, 'release', { to: row.state, changes }, context);
    await assertProvided(orderLife, 'release', orders, row, context);
    await assertPostable(released, context);
    const { programId, facilityId, unitId } = row;
    const { templateId, tiers } = await tiersFor(row, named, context);
    const [plan] = await tx.insert(releasePlans, [
      {
        orderId,
        programId,
        facilityId,
        unitId,
        templateId,
        tiers: await plannedTiers(programId, tiers, context),
        state: releasePlanLife.initial,
        releasedAt: now,
      },
    ]);
    const opened = await openDueTiers(released, context);
    const later = plan!.tiers.filter(({ opensAt }) => Temporal.Instant.compare(opensAt, now) > 0);
    return {
      result: released,
      events: [orderReleased(released, {}), ...opened],
      timers: later.map(({ tier, opensAt }) => openReleaseTier(opensAt, plan!.id, { tier })),
    };
  },
});
