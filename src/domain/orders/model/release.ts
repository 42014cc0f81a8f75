import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { Instant, oneOf } from '../../../kernel/shapes.ts';

export const Tier = z.int().min(0).max(9);
export const ReleasePlanState = oneOf('ReleasePlanState', ['active', 'paused', 'withdrawn', 'completed']);

export const ReleaseTierShape = z
  .strictObject({
    tier: Tier,
    delayHours: z.int(),
    opensAt: Instant,
    openedAt: Instant.nullable(),
  })
  .meta({ id: 'ReleaseTier' });

export const releaseRunning = declareError(
  'release_running',
  'conflict',
  'The order has a release plan that has not ended.',
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
