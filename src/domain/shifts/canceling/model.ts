import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { Id, oneOf } from '../../../kernel/shapes.ts';
import { ShiftCancelParty, ShiftCancelReason } from '../model/shift.ts';

export const callOffPeriodStates = ['open', 'settled'] as const;
export const CallOffPeriodState = oneOf('CallOffPeriodState', callOffPeriodStates);
/** Why a person cancels a shift; what follows from an order is not said by hand. */
export const StatedCancelReason = oneOf('StatedCancelReason', [
  'low_census',
  'schedule_changed',
  'posted_in_error',
  'other',
]);
export const ReleaseCause = oneOf('ShiftReleaseCause', ['released', 'called_off']);

export const hoursGuaranteed = declareError(
  'hours_guaranteed',
  'conflict',
  'The agreement guarantees the hours of this assignment: call the shift off.',
);
export const noHoursGuaranteed = declareError(
  'no_hours_guaranteed',
  'conflict',
  'The agreement guarantees no hours of this shift: cancel it.',
);
export const shiftHasBegun = declareError('shift_has_begun', 'conflict', 'The shift has begun by the clock.');
const everybody = ['operator', 'client', 'vendor', 'worker'] as const;
/** To the parties of a scheduled shift; of one that nobody holds, to the client's side alone. */
export const shiftCanceled = event({
  type: 'shift.canceled',
  summary: 'A shift was canceled, with the reason and the notice.',
  sides: everybody,
  data: z.strictObject({ by: ShiftCancelParty, cause: ShiftCancelReason, noticeMinutes: z.int() }),
});
export const shiftCalledOff = event({
  type: 'shift.called_off',
  summary: 'The client called off a shift of guaranteed hours.',
  sides: everybody,
  data: z.strictObject({ noticeMinutes: z.int() }),
});
/** Of the vendor and the worker who held it: nobody else's holds it now. */
export const shiftReleased = event({
  type: 'shift.released',
  summary: 'A scheduled shift was given back and is open again.',
  sides: everybody,
  data: z.strictObject({ cause: ReleaseCause, noticeMinutes: z.int() }),
});

const ofPeriod = factsFor(['operator', 'client', 'vendor'], z.strictObject({ assignmentId: Id }));
export const callOffPeriodBegun = ofPeriod(
  'call_off_period.begun',
  'The first shift of a period of guaranteed hours was called off.',
);
export const callOffPeriodEnded = ofPeriod(
  'call_off_period.ended',
  'A period of guaranteed hours in which something was called off is over.',
);
export const callOffPeriodSettled = ofPeriod(
  'call_off_period.settled',
  'What of the guaranteed hours of a period is charged was reckoned, or reckoned anew.',
);
