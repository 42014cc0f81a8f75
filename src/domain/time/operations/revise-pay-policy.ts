import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { payPolicyEnded } from '../events.ts';
import { payPolicyOverlaps } from '../model.ts';
import { payPolicyRevised } from '../policies/model.ts';
import { payPolicy } from '../policies/nouns.ts';
import { followedFrom, nextOf } from '../policies/revision.ts';
import { rulesInput, rulesOf } from '../policies/rules-given.ts';
import { isRevised } from '../policies/store.ts';
import { permissions } from '../policy.ts';
import { payPolicies } from '../tables.ts';

export const revisePayPolicy = command({
  name: 'revisePayPolicy',
  summary:
    'Put other rules in the place of a pay policy’s from a day on, to its own last day; the former ends the day before, and weeks handed in keep the rules they were rated by.',
  rest: 'POST /pay-policies/{payPolicyId}/revise',
  permission: permissions.managePolicies,
  input: z.strictObject({
    payPolicyId: reference('payPolicy'),
    name: text(200).nullish().meta({ description: 'Absent: as before.' }),
    ...rulesInput,
    effectiveFrom: Day.meta({ description: 'A day of the policy after its first.' }),
  }),
  output: payPolicy,
  errors: [payPolicyOverlaps],
  async handle({ payPolicyId, name, effectiveFrom, ...given }, context) {
    const { tx } = context;
    const held = await context.take(payPolicies, payPolicyId);
    const rules = rulesOf(given, held.rules);
    const { before, after } = followedFrom(held, effectiveFrom);
    if (await isRevised(held.id, context))
      throw refuse(
        '/payPolicyId',
        'already_revised',
        'Another number follows it: revise that one, or end this one and add a policy for the days between.',
      );
    const ended = await tx.change(payPolicies, held, { effective: before });
    const values = { ...nextOf(held), name: name ?? held.name, rules, effective: after };
    const [revised] = await tx.insert(payPolicies, [values]);
    const { number } = revised!;
    return {
      result: revised!,
      events: [payPolicyEnded(ended, {}), payPolicyRevised(revised!, { supersedesId: held.id, number })],
    };
  },
});
