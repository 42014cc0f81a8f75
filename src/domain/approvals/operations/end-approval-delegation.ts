import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference } from '../../../kernel/shapes.ts';
import { delegationLife } from '../lifecycle/approval-delegation.ts';
import { delegationOfAnother } from '../model/delegation.ts';
import { approvalDelegation } from '../nouns/delegation.ts';
import { permissions } from '../policy.ts';
import { endDelegation } from '../routing/move-delegation.ts';
import { approvalDelegations } from '../tables.ts';

export const endApprovalDelegation = command({
  name: 'endApprovalDelegation',
  summary: 'End a delegation before its time.',
  rest: 'POST /approval-delegations/{approvalDelegationId}/end',
  permission: permissions.delegate,
  input: z.strictObject({ approvalDelegationId: reference('approvalDelegation') }),
  output: approvalDelegation,
  errors: [stepNotAllowed, delegationOfAnother],
  async handle({ approvalDelegationId }, context) {
    const held = await context.take(approvalDelegations, approvalDelegationId);
    step(delegationLife, 'end', held.state);
    await assertProvided(delegationLife, 'end', approvalDelegations, held, context);
    const { row, fact } = await endDelegation(held, 'end', context);
    return { result: row, events: [fact] };
  },
});
