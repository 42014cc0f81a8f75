import { z } from 'zod';
import { codeOf, oneOf } from '../../../../kernel/shapes.ts';
import { PayPolicy } from '../policy.ts';

/** How sure the rules are: looked up in the law, or from general knowledge that somebody must check before relying on it. */
export const PresetConfidence = oneOf('PayPolicyPresetConfidence', ['confirmed', 'unchecked']);

/** Rules to begin a pay policy with: the law’s part, to which a program adds its own differentials and rates. */
export const PayPolicyPreset = z
  .strictObject({
    code: z.string().meta({ examples: ['california'] }),
    name: z.string(),
    states: z.array(codeOf('state', 'OH')).meta({ description: 'Where it is the law, or may be chosen.' }),
    rules: PayPolicy,
    citations: z.array(z.string()),
    notes: z
      .array(z.string())
      .meta({ description: 'What must hold for it to apply, and what it leaves out.' }),
    confidence: PresetConfidence,
  })
  .meta({ id: 'PayPolicyPreset' });
export type PayPolicyPreset = z.infer<typeof PayPolicyPreset>;

/** What all presets share: Sunday weeks, exact minutes, nothing billed but hours, and overtime at 1.5 of the bill rate. */
export const plain = {
  workweekStart: { day: 'sunday', time: '00:00' },
  rounding: { minutes: 0 },
  attribution: 'split_at_midnight',
  differentials: [],
  billOvertimeMultiplier: '1.5',
} satisfies Omit<PayPolicy, 'overtime'>;
