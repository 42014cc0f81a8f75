import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const Standing = oneOf('Standing', ['good', 'probation', 'no_new_releases', 'exited']);
export type Standing = z.output<typeof Standing>;
export const Tier = z
  .int()
  .min(0)
  .max(9)
  .meta({ description: 'When orders reach it: tier 0 is the internal pool, then 1 and up.', examples: [1] });

/** The standings in which a vendor sees the orders of a program and may answer them. */
export const releasable = ['good', 'probation'] as const;

/** Whether a vendor of this standing is given orders. */
export const isReleasable = (standing: string): boolean => releasable.some((one) => one === standing);

export const vendorOnPanel = declareError(
  'vendor_on_panel',
  'conflict',
  'The vendor has a place in this program already.',
);
export const vendorNotSupplying = declareError(
  'vendor_not_supplying',
  'conflict',
  'The vendor may not supply the program now: it is not active, or its standing forbids it.',
);
export const vendorIsTerminated = declareError(
  'vendor_is_terminated',
  'conflict',
  'A terminated vendor takes no place on a panel.',
);

const sides = ['operator', 'client', 'vendor'] as const;
export const vendorJoinedPanel = event({
  type: 'panel_membership.created',
  summary: 'A vendor was given a place in a program.',
  sides,
  data: z.strictObject({}),
});
export const tierChanged = event({
  type: 'panel_membership.tier_changed',
  summary: 'A vendor’s tier in a program changed.',
  sides,
  data: z.strictObject({ tier: z.int() }),
});
export const standingChanged = event({
  type: 'panel_membership.standing_changed',
  summary: 'A vendor’s standing in a program changed.',
  sides,
  data: z.strictObject({ standing: Standing }),
});
