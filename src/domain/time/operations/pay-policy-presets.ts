import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { codeOf } from '../../../kernel/shapes.ts';
import { PayPolicyPreset } from '../pay-rules/presets/preset.ts';
import { presetsIn } from '../pay-rules/presets.ts';
import { permissions } from '../policy.ts';

export const payPolicyPresets = query({
  name: 'payPolicyPresets',
  summary:
    'Rules to begin a pay policy with, by state, each with the law it rests on and what it leaves out. No legal advice.',
  rest: 'GET /pay-policy-presets',
  permission: permissions.readPolicies,
  input: z.strictObject({
    state: codeOf('state', 'CA')
      .nullish()
      .meta({ description: 'Those that may be chosen there; absent: all.' }),
  }),
  example: { state: 'CA' },
  output: z.strictObject({ presets: z.array(PayPolicyPreset) }).meta({ id: 'PayPolicyPresets' }),
  handle: async ({ state }) => ({ presets: presetsIn(state) }),
});
