import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { facilities } from '../../programs/index.ts';
import { payPolicyCreated } from '../events.ts';
import { payPolicyOverlaps } from '../model.ts';
import { payPolicy } from '../nouns.ts';
import { PayPolicy } from '../pay-rules/policy.ts';
import { permissions } from '../policy.ts';
import { payPolicies } from '../tables.ts';

export const createPayPolicy = command({
  name: 'createPayPolicy',
  summary: 'Add the rules that split hours in a program, or at one facility of it, from a day on.',
  rest: 'POST /pay-policies',
  permission: permissions.managePolicies,
  input: z.strictObject({
    programId: reference('program'),
    facilityId: reference('facility')
      .nullish()
      .meta({ description: 'Absent: every facility without its own.' }),
    name: text(200),
    rules: PayPolicy,
    effectiveFrom: Day,
    effectiveTo: Day.nullish().meta({ description: 'The day after its last; absent: without end.' }),
  }),
  output: payPolicy,
  errors: [payPolicyOverlaps],
  async handle({ effectiveFrom, effectiveTo, facilityId, programId, ...values }, { tx }) {
    if (effectiveTo && effectiveTo <= effectiveFrom)
      throw refuse('/effectiveTo', 'before_start', 'It ends after the day from which it holds.');
    if (facilityId && (await tx.find(facilities, facilityId))!.programId !== programId)
      throw refuse('/facilityId', 'not_in_program', 'The facility belongs to another program.');
    const effective = `[${effectiveFrom},${effectiveTo ?? ''})`;
    const row = { ...values, programId, facilityId: facilityId ?? null, effective };
    const [created] = await tx.insert(payPolicies, [row]);
    return { result: created!, events: [payPolicyCreated(created!, {})] };
  },
});
