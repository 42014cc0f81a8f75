import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { punchLife } from '../lifecycle.ts';
import { punchVoided, vouchesForOwn } from '../model/punch.ts';
import { punch } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { heldPunch } from '../recording/held.ts';
import { restate } from '../stating/restate.ts';
import { punches } from '../tables.ts';

export const voidPunch = command({
  name: 'voidPunch',
  summary: 'Take back a punch that was never meant, with the reason; it is kept and counts no more.',
  rest: 'POST /punches/{punchId}/void',
  permission: permissions.void,
  input: z.strictObject({ punchId: reference('punch'), reason: text(2_000) }),
  example: { reason: 'Pressed by mistake' },
  output: punch,
  errors: [stepNotAllowed, vouchesForOwn],
  async handle({ punchId, reason }, context) {
    const { row, assignments } = await heldPunch(punchId, context);
    const state = step(punchLife, 'void', row.state);
    await assertProvided(punchLife, 'void', punches, row, context);
    const voided = await context.tx.change(punches, row, { state, withdrawnBecause: reason });
    const told = { assignmentId: voided.assignmentId, kind: voided.kind };
    const events = await restate(assignments, [voided], context);
    return { result: voided, events: [punchVoided(voided, told, reason), ...events] };
  },
});
