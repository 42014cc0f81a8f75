import { federalPresets } from './presets/federal.ts';
import { ownRulePresets } from './presets/own-rules.ts';
import type { PayPolicyPreset } from './presets/preset.ts';

/** Every named preset, each with the law it rests on. */
export const payPolicyPresets: readonly PayPolicyPreset[] = [...ownRulePresets, ...federalPresets];

const byCode = new Map(payPolicyPresets.map((preset) => [preset.code, preset]));

/** The preset of a code; undefined where there is none. */
export const presetOf = (code: string): PayPolicyPreset | undefined => byCode.get(code);

/** The presets that may be chosen in a state, those of the state alone first; all of them where none is named. */
export const presetsIn = (state: string | null | undefined): PayPolicyPreset[] =>
  payPolicyPresets
    .filter(({ states }) => !state || states.includes(state))
    .toSorted((one, other) => (state ? one.states.length - other.states.length : 0));
