import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { Id, oneOf } from '../../../kernel/shapes.ts';

export const shiftSwapStates = [
  'proposed',
  'accepted',
  'approved',
  'declined',
  'withdrawn',
  'expired',
] as const;
export const swapSides = ['vendor', 'worker'] as const;
export const ShiftSwapState = oneOf('ShiftSwapState', shiftSwapStates);
export const SwapSide = oneOf('SwapSide', swapSides);

export const swapExists = declareError('swap_exists', 'conflict', 'A swap of this shift is under way.');
export const swapStale = declareError(
  'swap_stale',
  'conflict',
  'What was to be swapped has changed since: propose it again.',
);
export const swapNotPossible = declareError(
  'swap_not_possible',
  'conflict',
  'A shift of a placement is swapped for another of the same unit that is one too; a booked shift for a booked one or for none.',
);
export const swapNotYours = declareError(
  'swap_not_yours',
  'forbidden',
  'A swap is answered by the worker who is asked, and taken back by who proposed it.',
);

const sides = ['operator', 'client', 'vendor', 'worker'] as const;
/** To the worker who is asked, whose shift it is not. */
export const swapTold = event({
  type: 'shift_swap.notified',
  summary: 'What became of a swap that a worker is asked for.',
  sides: ['worker'],
  data: z.strictObject({ shiftId: Id, state: ShiftSwapState }),
});
const fact = factsFor(sides, z.strictObject({ shiftId: Id }));
export const swapProposed = fact('shift_swap.proposed', 'A worker’s shift was offered to another.');
export const swapAccepted = fact(
  'shift_swap.accepted',
  'The other worker takes the shift, if it is approved.',
);
export const swapApproved = fact('shift_swap.approved', 'A swap was approved and made.');
export const swapDeclined = fact('shift_swap.declined', 'A swap was declined.');
export const swapWithdrawn = fact('shift_swap.withdrawn', 'A swap was taken back.');
export const swapExpired = fact(
  'shift_swap.expired',
  'A shift of a swap began, changed hands or was canceled before it was approved.',
);
