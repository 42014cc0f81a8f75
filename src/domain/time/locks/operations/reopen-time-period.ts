import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference, text } from '../../../../kernel/shapes.ts';
import { permissions } from '../../policy.ts';
import { lockBeyondScope, timeLockLife, timeReopened } from '../model.ts';
import { timeLock } from '../noun.ts';
import { timeLocks } from '../tables.ts';
import { assertReaches } from './lock-time-period.ts';

export const reopenTimePeriod = command({
  name: 'reopenTimePeriod',
  summary: 'Take back a lock of hours, with the reason; another that reaches as far still holds.',
  rest: 'POST /time-locks/{timeLockId}/reopen',
  permission: permissions.reopen,
  input: z.strictObject({ timeLockId: reference('timeLock'), reason: text(2_000) }),
  example: { reason: 'A week was left out' },
  output: timeLock,
  errors: [stepNotAllowed, lockBeyondScope],
  async handle({ timeLockId, reason }, context) {
    const held = await context.take(timeLocks, timeLockId);
    assertReaches(context.actor, held);
    const row = await context.tx.change(timeLocks, held, {
      state: step(timeLockLife, 'reopen', held.state),
      reopenedAt: context.now,
      reopenedBy: context.actor.membershipId,
      reopenedReason: reason,
    });
    return { result: row, events: [timeReopened(row, { lockedTo: row.lockedTo }, reason)] };
  },
});
