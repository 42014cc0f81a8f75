import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { approvalLinkLife } from '../lifecycle/approval-link.ts';
import { approvalLinkRevoked } from '../model/link.ts';
import { approvalLink } from '../nouns/link.ts';
import { permissions } from '../policy.ts';
import { approvalLinks } from '../tables.ts';

export const revokeApprovalLink = command({
  name: 'revokeApprovalLink',
  summary: 'Take a link out of use before it was used.',
  rest: 'POST /approval-links/{approvalLinkId}/revoke',
  permission: permissions.issueLink,
  input: z.strictObject({ approvalLinkId: reference('approvalLink') }),
  output: approvalLink,
  errors: [stepNotAllowed],
  async handle({ approvalLinkId }, context) {
    const live = await context.take(approvalLinks, approvalLinkId);
    const revoked = await context.tx.change(approvalLinks, live, {
      state: step(approvalLinkLife, 'revoke', live.state),
    });
    const { stepId: approvalStepId, membershipId } = revoked;
    return { result: revoked, events: [approvalLinkRevoked(revoked, { approvalStepId, membershipId })] };
  },
});
