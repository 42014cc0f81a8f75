import { z } from 'zod';
import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { facilities, programs } from '../../programs/index.ts';
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
    effectiveTo: Day.nullish().meta({ description: 'The last day; absent: without end.' }),
  }),
  example: {
    programId: '0198c0de-0000-7000-8000-000000000001',
    name: 'Ohio, hours over 40',
    rules: {
      overtime: { system: 'flsa_40' },
      workweekStart: { day: 'sunday', time: '00:00' },
      rounding: { minutes: 15 },
      attribution: 'split_at_midnight',
      differentials: [{ code: 'night', rate: '3.00', window: { from: '19:00', to: '07:00' } }],
      billOvertimeMultiplier: '1.5',
    },
    effectiveFrom: '2027-01-01',
  },
  output: payPolicy,
  errors: [payPolicyOverlaps],
  async handle({ effectiveFrom, effectiveTo, facilityId, programId, ...values }, context) {
    const { tx } = context;
    // One at a time: two that wait for each other's overlapping days would end in a deadlock.
    await context.take(programs, programId, { version: false });
    if (facilityId && (await tx.find(facilities, facilityId))!.programId !== programId)
      throw refuse('/facilityId', 'not_in_program', 'The facility belongs to another program.');
    const effective = rangeOf(daysBetween(effectiveFrom, effectiveTo));
    const row = { ...values, programId, facilityId: facilityId ?? null, effective };
    const [created] = await tx.insert(payPolicies, [row]);
    return { result: created!, events: [payPolicyCreated(created!, {})] };
  },
});
