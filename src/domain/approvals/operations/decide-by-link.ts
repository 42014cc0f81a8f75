import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { byLink } from '../../../kernel/link-token.ts';
import { command } from '../../../kernel/operation.ts';
import { Instant, oneOf, text } from '../../../kernel/shapes.ts';
import { holderOf } from '../acting.ts';
import { approvalLinkLife } from '../lifecycle/approval-link.ts';
import { approverIsSubmitter, StepState, titleNotHeld } from '../model/chain.ts';
import { approvalLinkUsed, ApprovalToken } from '../model/link.ts';
import { decide } from '../routing/decide.ts';
import { openLink } from '../store/links.ts';
import { approvalLinks } from '../tables.ts';

const ApprovalDecision = oneOf('ApprovalDecision', ['approve', 'reject']);

export const decideByLink = command({
  name: 'decideByLink',
  summary: 'Decide once, as the member for whom the link was made and as far as they still may.',
  rest: 'POST /approvals/{token}',
  permission: byLink,
  input: z.strictObject({
    token: ApprovalToken,
    decision: ApprovalDecision,
    reason: text(2_000).optional().meta({ description: 'A rejection has one.' }),
  }),
  output: z.strictObject({ state: StepState, decidedAt: Instant }).meta({ id: 'DecidedApproval' }),
  errors: [stepNotAllowed, approverIsSubmitter, titleNotHeld],
  async handle({ token, decision, reason }, context) {
    if (decision === 'reject' && reason === undefined)
      throw refuse('/reason', 'required', 'A rejection says why.');
    const link = await openLink(token, context, { lock: true });
    const by = await holderOf(link, context);
    const { decided, events, timers } = await decide(
      { approvalStepId: link.stepId, verb: decision, reason, linkId: link.id },
      { ...context, actor: by },
    );
    const used = await context.tx.change(approvalLinks, link, {
      state: step(approvalLinkLife, 'use', link.state),
      usedAt: context.now,
    });
    const told = { approvalStepId: link.stepId, membershipId: link.membershipId };
    return {
      result: { state: decided.state, decidedAt: context.now },
      events: [...events, approvalLinkUsed(used, told)],
      timers,
      by,
    };
  },
});
