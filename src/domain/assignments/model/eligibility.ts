import { z } from 'zod';
import { event } from '../../../kernel/event.ts';
import { Day, oneOf } from '../../../kernel/shapes.ts';

const sides = ['operator', 'client', 'vendor', 'worker'] as const;

/** A demand by the code of its credential’s type; how it stands, and nothing of what was found. */
const Demanded = z.strictObject({
  what: z.string(),
  severity: oneOf('DemandSeverity', ['hard', 'warn']),
});

export const eligibilityWarned = event({
  type: 'assignment.eligibility_warned',
  summary: 'Something that the place demands of a placed worker lapses in so many days.',
  sides,
  data: Demanded.extend({ daysLeft: z.int(), lastDay: Day }),
});
export const eligibilityLapsed = event({
  type: 'assignment.eligibility_lapsed',
  summary: 'A placed worker lacks what the place demands; hard demands suspend the assignment.',
  sides,
  data: z.strictObject({ on: Day, items: z.array(Demanded) }),
});
export const eligibilityRestored = event({
  type: 'assignment.eligibility_restored',
  summary: 'Nothing that suspended an assignment stands in the way of going on any more.',
  sides,
  data: z.strictObject({ on: Day }),
});
