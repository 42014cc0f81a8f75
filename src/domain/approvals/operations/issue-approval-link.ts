import { z } from 'zod';
import { holds } from '../../../kernel/actor.ts';
import { permissionMissing, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { approverIsSubmitter, titleNotHeld } from '../model/chain.ts';
import { approvalLinkIssued, IssuedApprovalLink, linkForAnother } from '../model/link.ts';
import { permissions } from '../policy.ts';
import { standsInFor } from '../store/deciders.ts';
import { insertLink } from '../store/links.ts';
import { approvalChains, approvalSteps } from '../tables.ts';

export const issueApprovalLink = command({
  name: 'issueApprovalLink',
  summary:
    'Make a secret link by which one who can decide a pending step now decides it once, without signing in; its token is in this answer only.',
  rest: 'POST /approval-steps/{approvalStepId}/links',
  permission: permissions.issueLink,
  concurrency: 'none',
  input: z.strictObject({
    approvalStepId: reference('approvalStep'),
    membershipId: reference('membership').optional().meta({
      description: 'Your own, unless an administrator or an integration names another.',
    }),
    validHours: z.int().min(1).max(336).default(72).meta({ description: 'How long the link lives.' }),
  }),
  output: IssuedApprovalLink,
  errors: [stepNotAllowed, approverIsSubmitter, titleNotHeld, linkForAnother],
  async handle({ approvalStepId, membershipId, validHours }, context) {
    const { actor, tx } = context;
    const forId = membershipId ?? actor.membershipId!;
    if (forId !== actor.membershipId && !holds(actor, permissions.manage)) throw linkForAnother();
    if (forId === actor.membershipId && !holds(actor, permissions.decide)) throw permissionMissing();
    const pending = await context.take(approvalSteps, approvalStepId, { version: false });
    step(stepLife, 'approve', pending.state);
    // Who wrote the subject hands nobody the means to approve it, not even another.
    const { authors } = (await tx.find(approvalChains, pending.chainId))!;
    if (authors.includes(actor.userId!)) throw approverIsSubmitter();
    if ((await standsInFor(pending, forId, context)) === undefined) throw titleNotHeld();
    const { row, token } = await insertLink(pending, forId, validHours, context);
    const { id, prefix, expiresAt } = row;
    return {
      result: { id, token, prefix, expiresAt },
      events: [approvalLinkIssued(row, { approvalStepId, membershipId: forId })],
    };
  },
});
