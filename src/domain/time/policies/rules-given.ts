import { z } from 'zod';
import { invalidInput, refuse } from '../../../kernel/errors.ts';
import { policyFaults } from '../pay-rules/policy-faults.ts';
import { PayPolicy } from '../pay-rules/policy.ts';
import { presetOf } from '../pay-rules/presets.ts';
import { PayPolicyChanges } from './model.ts';

/** The members of an input that say rules: in full, or as a preset, and what of these is otherwise. */
export const rulesInput = {
  rules: PayPolicy.nullish().meta({ description: 'In full; else name a preset.' }),
  preset: z
    .string()
    .max(60)
    .nullish()
    .meta({
      description: 'The code of one of the presets, in the place of rules.',
      examples: ['california'],
    }),
  changes: PayPolicyChanges.nullish().meta({
    description: 'Members that take the place of the preset’s (of a revision without rules: the former’s).',
  }),
};

type RulesGiven = z.output<z.ZodObject<typeof rulesInput>>;

function base({ rules, preset }: RulesGiven, former: PayPolicy | undefined): PayPolicy {
  if (rules && preset) throw refuse('/preset', 'either', 'Give rules in full or name a preset, not both.');
  if (rules) return rules;
  if (preset) {
    const found = presetOf(preset);
    if (!found) throw refuse('/preset', 'unknown', 'There is no such preset; see payPolicyPresets.');
    return found.rules;
  }
  if (!former) throw refuse('/rules', 'required', 'Give rules in full or name a preset.');
  return former;
}

/** The rules that an input says, over those of a former policy where there is one; refuses what does not fit together. */
export function rulesOf(given: RulesGiven, former?: PayPolicy): PayPolicy {
  const { rules, changes } = given;
  if (rules && changes) throw refuse('/changes', 'either', 'Rules in full need no changes.');
  // What is absent of the changes is absent, never undefined: they were read from JSON.
  const said = { ...base(given, former), ...changes } as PayPolicy;
  const faults = policyFaults(said);
  if (faults.length === 0) return said;
  // Where the rules were not given, changes are what can mend them.
  const at = rules ? '/rules' : '/changes';
  throw invalidInput({
    errors: faults.map(({ pointer, ...why }) => ({ ...why, pointer: `${at}${pointer}` })),
  });
}
