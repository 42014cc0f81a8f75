import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { doNotReturnLife } from '../lifecycle/do-not-return.ts';
import { doNotReturnBeyondScope, doNotReturnLifted } from '../model/do-not-return.ts';
import { doNotReturn } from '../nouns/do-not-return.ts';
import { permissions } from '../policy.ts';
import { doNotReturns } from '../tables.ts';

export const liftDoNotReturn = command({
  name: 'liftDoNotReturn',
  summary: 'Let a worker return to the facility or the program, for a reason.',
  rest: 'POST /do-not-returns/{doNotReturnId}/lift',
  permission: permissions.placeDoNotReturn,
  input: z.strictObject({ doNotReturnId: reference('doNotReturn'), reason: text(2_000) }),
  output: doNotReturn,
  errors: [stepNotAllowed, doNotReturnBeyondScope],
  async handle({ doNotReturnId, reason }, context) {
    const { actor, now, tx } = context;
    const row = await context.take(doNotReturns, doNotReturnId);
    const state = step(doNotReturnLife, 'lift', row.state);
    await assertProvided(doNotReturnLife, 'lift', doNotReturns, row, context);
    const lifting = { state, liftedBy: actor.membershipId, liftedAt: now, liftReason: reason };
    const lifted = await tx.change(doNotReturns, row, lifting);
    // The reason stays with the row: the vendor, which hears of it too, is not told why.
    return { result: lifted, events: [doNotReturnLifted(lifted, {})] };
  },
});
