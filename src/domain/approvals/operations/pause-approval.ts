import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { chainLife } from '../lifecycle/approval-chain.ts';
import { stepLife } from '../lifecycle/approval-step.ts';
import { approvalPaused, stepPaused } from '../model/chain.ts';
import { approvalChain } from '../nouns/chain.ts';
import { permissions } from '../policy.ts';
import { subjectOf, tellStep } from '../routing/settle.ts';
import { lockChain, stepsOf } from '../store/chains.ts';
import { lockSubjects } from '../store/subjects.ts';
import { approvalChains, approvalSteps } from '../tables.ts';

export const pauseApproval = command({
  name: 'pauseApproval',
  summary: 'Let a pending approval wait, with a reason: nobody decides it until it is resumed by hand.',
  rest: 'POST /approval-chains/{approvalChainId}/pause',
  permission: permissions.pause,
  input: z.strictObject({ approvalChainId: reference('approvalChain'), reason: text(2_000) }),
  output: approvalChain,
  errors: [stepNotAllowed],
  async handle({ approvalChainId, reason }, context) {
    const { tx } = context;
    await lockSubjects([(await tx.find(approvalChains, approvalChainId))!], context);
    const pending = await lockChain(approvalChainId, context, { version: true });
    const state = step(chainLife, 'pause', pending.state);
    const events: Fact[] = [];
    for (const one of await stepsOf(pending.id, ['pending'], context)) {
      const waiting = await tx.change(approvalSteps, one, { state: step(stepLife, 'pause', one.state) });
      events.push(stepPaused(waiting, tellStep(waiting)));
    }
    const paused = await tx.change(approvalChains, pending, { state, pausedFor: 'decision' });
    return { result: paused, events: [approvalPaused(paused, subjectOf(paused), reason), ...events] };
  },
});
