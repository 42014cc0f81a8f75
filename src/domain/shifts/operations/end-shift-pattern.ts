import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { cancelOpen } from '../canceling/cancel.ts';
import { openOfPattern } from '../canceling/store.ts';
import { shiftPatternLife } from '../lifecycle/shift-pattern.ts';
import { shiftPatternEnded } from '../model/shift-pattern.ts';
import { shiftPattern } from '../nouns/shift-pattern.ts';
import { permissions } from '../policy.ts';
import { shiftPatterns } from '../tables.ts';

export const endShiftPattern = command({
  name: 'endShiftPattern',
  summary:
    'Make no more shifts by a pattern; those that are there stay, or those that nobody took go with it.',
  rest: 'POST /shift-patterns/{shiftPatternId}/end',
  permission: permissions.manage,
  input: z.strictObject({
    shiftPatternId: reference('shiftPattern'),
    cancelOpen: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether shifts that nobody took and that have not begun are canceled.' }),
  }),
  output: shiftPattern,
  errors: [stepNotAllowed],
  async handle({ shiftPatternId, cancelOpen: withOpen }, context) {
    // Held first, so that no run of it makes more meanwhile.
    const held = await context.take(shiftPatterns, shiftPatternId);
    const state = step(shiftPatternLife, 'end', held.state);
    const open = withOpen ? await openOfPattern(shiftPatternId, context) : [];
    const by = context.actor.side === 'operator' ? 'operator' : 'client';
    const canceled = await cancelOpen(open, { by, reason: 'schedule_changed', note: null }, context);
    const row = await context.tx.change(shiftPatterns, held, { state });
    return { result: row, events: [shiftPatternEnded(row, {}), ...canceled] };
  },
});
