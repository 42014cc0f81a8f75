import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Instant } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { clockIsMoving, jobStarted, notASandbox } from '../model.ts';
import { job } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { aimClock, clockOf } from '../store.ts';
import { jobs } from '../tables.ts';
import { finishClockMove } from '../timers.ts';

export const moveClock = command({
  name: 'moveClock',
  summary:
    'Move a sandbox’s clock forward; what falls due on the way fires in order, each at its own instant, before the job ends.',
  rest: 'POST /clock/move',
  permission: permissions.moveClock,
  concurrency: 'none',
  input: z.strictObject({ to: Instant }),
  output: job,
  errors: [wholeTenantOnly, notASandbox, clockIsMoving],
  async handle({ to }, context) {
    assertWholeTenant(context.actor);
    const clock = await clockOf(context, { lock: true });
    if (clock.kind !== 'sandbox') throw notASandbox();
    if (clock.target) throw clockIsMoving({ detail: `The clock is on its way to ${clock.target}.` });
    if (Temporal.Instant.compare(to, clock.now) < 0)
      throw refuse('/to', 'in_the_past', `The clock stands at ${clock.now} and moves forward only.`);
    const [started] = await context.tx.insert(jobs, [
      {
        kind: 'move_clock',
        membershipId: context.actor.membershipId!,
        state: 'running',
        total: 1,
        startedAt: context.now,
      },
    ]);
    await aimClock(to, context);
    return {
      result: started!,
      events: [jobStarted(started!, { kind: 'move_clock' })],
      timers: [finishClockMove(to, started!.id, {})],
    };
  },
});
