import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { ApprovalPolicyStep, ApprovalSubject, policyCreated, policyExists } from '../model/policy.ts';
import { approvalPolicy } from '../nouns/policy.ts';
import { permissions } from '../policy.ts';
import { approvalPolicies } from '../tables.ts';

export const createApprovalPolicy = command({
  name: 'createApprovalPolicy',
  summary:
    'Say which titles approve a program’s subjects, in order, from a day on; a later policy takes its place.',
  rest: 'POST /approval-policies',
  permission: permissions.manage,
  input: z.strictObject({
    programId: reference('program'),
    subject: ApprovalSubject.default('order'),
    name: text(200),
    effectiveFrom: Day,
    steps: z.array(ApprovalPolicyStep).min(1).max(50),
  }),
  output: approvalPolicy,
  errors: [policyExists],
  async handle({ steps, ...values }, { tx }) {
    const stored = steps.map(({ minimumAmount = null, ...each }) => ({ ...each, minimumAmount }));
    const [created] = await tx.insert(approvalPolicies, [{ ...values, steps: stored }]);
    return { result: created!, events: [policyCreated(created!, {})] };
  },
});
