import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { Instant, oneOf } from '../../../kernel/shapes.ts';

export const Tier = z.int().min(0).max(9);
export const ReleasePlanState = oneOf('ReleasePlanState', ['active', 'paused', 'withdrawn', 'completed']);

/** What a tier's delay is counted in: hours, or the program's business hours. */
export const DelayUnit = oneOf('DelayUnit', ['hours', 'business_hours']);

// A year of 40-hour weeks.
const mostBusinessHours = 2_080;

/** When a tier is to see an order, and how many live submissions each of its vendors may then have. */
export const TierDelay = z
  .strictObject({
    tier: Tier,
    delayHours: z.int().min(0).max(8_760),
    delayUnit: DelayUnit.default('hours'),
    submissionCap: z.int().min(1).max(1_000).nullable().default(null).meta({
      description: 'Live submissions of one vendor of the tier, at most; absent: as the order says.',
    }),
  })
  .refine(({ delayHours, delayUnit }) => delayUnit === 'hours' || delayHours <= mostBusinessHours, {
    path: ['delayHours'],
    message: `At most ${mostBusinessHours} business hours.`,
  })
  .meta({ id: 'ReleaseTierDelay' });
export type TierDelay = z.output<typeof TierDelay>;
export const TierDelays = z.array(TierDelay).min(1).max(10);

/** How a vendor came to see an order: with its tier, after its tier had opened, by name, or by the broadcast of a shift. */
export const VisibilityOrigin = oneOf('VisibilityOrigin', ['tier', 'joined', 'named', 'broadcast']);

/** Why a vendor of a tier was not shown an order when the tier opened. */
export const OmissionReason = oneOf('OmissionReason', ['inactive', 'standing', 'documents', 'coverage']);

export const ReleaseTierShape = z
  .strictObject({
    tier: Tier,
    delayHours: z.int(),
    delayUnit: DelayUnit,
    submissionCap: z.int().nullable(),
    opensAt: Instant,
    openedAt: Instant.nullable(),
  })
  .meta({ id: 'ReleaseTier' });

export const releaseRunning = declareError(
  'release_running',
  'conflict',
  'The order has a release plan that has not ended.',
);

export const noReleaseTiers = declareError(
  'no_release_tiers',
  'conflict',
  'The release names no tiers, and the program has no template of them for such an order.',
);
export const alreadyReleasedTo = declareError(
  'already_released_to',
  'conflict',
  'The vendor sees the order already.',
);
export const notReleasedTo = declareError(
  'not_released_to',
  'conflict',
  'The vendor does not see the order.',
);
export const releaseTemplateExists = declareError(
  'release_template_exists',
  'conflict',
  'The program has a template in use for this order type and profession.',
);

const planFact = <Type extends `release_plan.${string}`>(type: Type, summary: string) =>
  event({ type, summary, sides: ['operator'], data: z.strictObject({ orderId: z.string() }) });

export const releasePaused = planFact('release_plan.paused', 'The tiers to come of an order wait.');
export const releaseResumed = planFact('release_plan.resumed', 'A paused release goes on.');
export const releaseWithdrawn = planFact(
  'release_plan.withdrawn',
  'A release was taken back from the panel.',
);
export const releaseCompleted = planFact('release_plan.completed', 'Every tier of a plan sees the order.');
const tierData = z.strictObject({ orderId: z.string(), tier: z.int() });
export const releaseJumped = event({
  type: 'release_plan.jumped',
  summary: 'A tier was let in before its time, with a reason.',
  sides: ['operator'],
  data: tierData,
});
export const tierOpened = event({
  type: 'release_plan.tier_opened',
  summary: 'A tier of the panel sees the order.',
  sides: ['operator'],
  data: tierData,
});

const seen = z.strictObject({ orderId: z.string() });
export const visibilityOpened = event({
  type: 'order_visibility.opened',
  summary: 'An order takes submissions of the vendor.',
  sides: ['operator', 'vendor'],
  data: seen,
});
export const visibilityClosed = event({
  type: 'order_visibility.closed',
  summary: 'An order takes no more submissions of the vendor.',
  sides: ['operator', 'vendor'],
  data: seen,
});
export const releasedToVendor = event({
  type: 'order.released_to_vendor',
  summary: 'An order was shown to one vendor by name, with a reason.',
  sides: ['operator'],
  data: z.strictObject({ vendorId: z.string() }),
});
export const withdrawnFromVendor = event({
  type: 'order.recalled_from_vendor',
  summary: 'An order was taken back from one vendor, with a reason.',
  sides: ['operator'],
  data: z.strictObject({ vendorId: z.string() }),
});

const templateFact = factsFor(['operator'], z.strictObject({}));
export const releaseTemplateCreated = templateFact(
  'release_plan_template.created',
  'Tiers of release were set up for a program.',
);
export const releaseTemplateChanged = templateFact(
  'release_plan_template.changed',
  'A template of tiers was changed.',
);
export const releaseTemplateArchived = templateFact(
  'release_plan_template.archived',
  'A template of tiers is used no more.',
);
export const releaseTemplateRestored = templateFact(
  'release_plan_template.restored',
  'An archived template of tiers is used again.',
);
export const visibilityChanged = event({
  type: 'order_visibility.changed',
  summary: 'Terms of an order that the vendor sees were changed; which, as the vendor sees them.',
  sides: ['operator', 'vendor'],
  data: z.strictObject({ orderId: z.string(), changed: z.array(z.string()) }),
});
