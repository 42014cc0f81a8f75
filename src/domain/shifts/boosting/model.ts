import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { Id, oneOf } from '../../../kernel/shapes.ts';

export const boostStates = ['in_force', 'ended'] as const;
export const ShiftBoostState = oneOf('ShiftBoostState', boostStates);

export const overMax = declareError(
  'over_max',
  'conflict',
  'The rate would be over the most that the order pays.',
);

// A rate never stands in an event.
const fact = factsFor(['operator', 'client'], z.strictObject({ shiftId: Id }));
export const shiftBoosted = fact(
  'shift_boost.added',
  'The rate of an open shift was raised, with the reason.',
);
export const boostEnded = fact('shift_boost.ended', 'The rate of a shift is its own again.');
