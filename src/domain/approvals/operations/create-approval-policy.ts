import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { codeOf, Day, reference, text } from '../../../kernel/shapes.ts';
import { placeOf } from '../../programs/index.ts';
import { areTied } from '../model/choosing.ts';
import {
  ApprovalOrderType,
  ApprovalPolicyStep,
  ApprovalSubject,
  placedSteps,
  policyCreated,
  policyExists,
} from '../model/policy.ts';
import { approvalPolicy } from '../nouns/policy.ts';
import { permissions } from '../policy.ts';
import { policiesFrom } from '../store/policies.ts';
import { approvalPolicies } from '../tables.ts';

const sorted = (list: readonly string[] | undefined): string[] | null =>
  list === undefined ? null : [...new Set(list)].toSorted();

export const createApprovalPolicy = command({
  name: 'createApprovalPolicy',
  summary:
    'Say which titles approve a program’s subjects, in stages, from a day on. Of those in force the narrowest place counts, then one for professions, then one for types, then the latest.',
  rest: 'POST /approval-policies',
  permission: permissions.manage,
  input: z.strictObject({
    programId: reference('program'),
    facilityId: reference('facility').optional(),
    unitId: reference('unit').optional(),
    subject: ApprovalSubject.default('order'),
    name: text(200),
    orderTypes: z.array(ApprovalOrderType).min(1).max(3).optional(),
    professions: z.array(codeOf('profession', 'rn')).min(1).max(100).optional(),
    effectiveFrom: Day,
    steps: z.array(ApprovalPolicyStep).min(1).max(50),
  }),
  output: approvalPolicy,
  errors: [policyExists],
  async handle({ programId, facilityId, unitId, subject, name, effectiveFrom, ...told }, context) {
    const values = {
      ...(await placeOf({ programId, facilityId, unitId }, context)),
      subject,
      name,
      effectiveFrom,
      orderTypes: sorted(told.orderTypes),
      professions: sorted(told.professions),
      steps: placedSteps(told.steps),
    };
    const beside = await policiesFrom(values, context);
    if (beside.some((one) => areTied(one, values))) throw policyExists();
    const [created] = await context.tx.insert(approvalPolicies, [values]);
    return { result: created!, events: [policyCreated(created!, {})] };
  },
});
