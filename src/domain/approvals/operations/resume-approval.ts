import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { chainLife } from '../lifecycle/approval-chain.ts';
import { approvalHoldLifted, notPausedByHand } from '../model/chain.ts';
import { approvalChain } from '../nouns/chain.ts';
import { permissions } from '../policy.ts';
import { judge, subjectOf } from '../routing/settle.ts';
import { lockChain, stepsOf } from '../store/chains.ts';
import type { StepRow } from '../store/rows.ts';
import { lockSubjects } from '../store/subjects.ts';
import { approvalChains } from '../tables.ts';
import { escalateStep, remindStep } from '../timers.ts';

const remindsAt = ({ openedAt, remindAfterHours }: StepRow): string | null =>
  openedAt === null || remindAfterHours === null
    ? null
    : Temporal.Instant.from(openedAt).add({ hours: remindAfterHours }).toString();

export const resumeApproval = command({
  name: 'resumeApproval',
  summary:
    'Let an approval that was paused by hand go on, with a reason; what fell due meanwhile is reminded of and escalates.',
  rest: 'POST /approval-chains/{approvalChainId}/resume',
  permission: permissions.resume,
  input: z.strictObject({ approvalChainId: reference('approvalChain'), reason: text(2_000) }),
  output: approvalChain,
  errors: [stepNotAllowed, notPausedByHand],
  async handle({ approvalChainId, reason }, context) {
    const { tx, now } = context;
    await lockSubjects([(await tx.find(approvalChains, approvalChainId))!], context);
    const paused = await lockChain(approvalChainId, context, { version: true });
    // Whether it goes on is the titles’ to say.
    const state = step(chainLife, 'resume', paused.state, 'paused');
    await assertProvided(chainLife, 'resume', approvalChains, paused, context);
    const lifted = await tx.change(approvalChains, paused, { state, pausedFor: null });
    const held = await stepsOf(lifted.id, ['paused'], context);
    const isPast = (instant: string | null) =>
      instant !== null && Temporal.Instant.compare(instant, now) <= 0;
    const overdue = held.filter(
      ({ escalatesAt, escalatedAt }) => escalatedAt === null && isPast(escalatesAt),
    );
    const unreminded = held.filter((one) => one.remindedAt === null && isPast(remindsAt(one)));
    return {
      result: lifted,
      events: [approvalHoldLifted(lifted, subjectOf(lifted), reason), ...(await judge(lifted, context))],
      timers: [
        ...unreminded.map(({ id }) => remindStep(now, id, {})),
        ...overdue.map(({ id }) => escalateStep(now, id, {})),
      ],
    };
  },
});
