import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { policyArchived } from '../model/policy.ts';
import { approvalPolicy } from '../nouns/policy.ts';
import { permissions } from '../policy.ts';
import { approvalPolicies } from '../tables.ts';

export const archiveApprovalPolicy = command({
  name: 'archiveApprovalPolicy',
  summary: 'Take a policy out of use; approvals that it routed go on.',
  rest: 'POST /approval-policies/{approvalPolicyId}/archive',
  permission: permissions.manage,
  input: z.strictObject({ approvalPolicyId: reference('approvalPolicy') }),
  output: approvalPolicy,
  errors: [stepNotAllowed],
  async handle({ approvalPolicyId }, context) {
    const used = await context.take(approvalPolicies, approvalPolicyId);
    if (used.archivedAt !== null) throw stepNotAllowed({ detail: 'It is archived already.' });
    const archived = await context.tx.change(approvalPolicies, used, { archivedAt: context.now });
    return { result: archived, events: [policyArchived(archived, {})] };
  },
});
