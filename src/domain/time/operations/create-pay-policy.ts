import { z } from 'zod';
import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { command } from '../../../kernel/operation.ts';
import { codeOf, Day, reference, text } from '../../../kernel/shapes.ts';
import { payPolicyCreated } from '../events.ts';
import { payPolicyOverlaps } from '../model.ts';
import { payPolicy } from '../policies/nouns.ts';
import { rulesInput, rulesOf } from '../policies/rules-given.ts';
import { holdScope } from '../policies/scope.ts';
import { permissions } from '../policy.ts';
import { payPolicies } from '../tables.ts';

export const createPayPolicy = command({
  name: 'createPayPolicy',
  summary:
    'Add the rules that split hours from a day on: of a program, or of one agreement, facility, state or worker in it.',
  rest: 'POST /pay-policies',
  permission: permissions.managePolicies,
  input: z.strictObject({
    programId: reference('program'),
    agreementId: reference('agreement').nullish().meta({
      description: 'Only for the agreement’s vendor; may be bound to a facility or a state too.',
    }),
    facilityId: reference('facility')
      .nullish()
      .meta({ description: 'Absent: every facility without its own.' }),
    state: codeOf('state', 'OH')
      .nullish()
      .meta({ description: 'The facilities of one state, in the place of one facility.' }),
    workerId: reference('worker').nullish().meta({ description: 'Only for one worker, wherever they work.' }),
    name: text(200),
    ...rulesInput,
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
  async handle({ programId, name, effectiveFrom, effectiveTo, ...given }, context) {
    const { agreementId = null, facilityId = null, state = null, workerId = null } = given;
    const scope = { programId, agreementId, facilityId, state, workerId };
    await holdScope(scope, context);
    const rules = rulesOf(given);
    const effective = rangeOf(daysBetween(effectiveFrom, effectiveTo));
    const [created] = await context.tx.insert(payPolicies, [{ ...scope, name, rules, effective }]);
    return { result: created!, events: [payPolicyCreated(created!, {})] };
  },
});
