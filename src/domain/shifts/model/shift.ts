import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { cancelParties, cancelReasons, shiftStates, shiftTimeStates } from '../words.ts';

export const ShiftState = oneOf('ShiftState', shiftStates);
export const ShiftTimesheetState = oneOf('ShiftTimesheetState', shiftTimeStates);
export const ShiftCancelParty = oneOf('ShiftCancelParty', cancelParties);
export const ShiftCancelReason = oneOf('ShiftCancelReason', cancelReasons);

/** Minutes without pay in a shift. */
export const MealMinutes = z.int().min(0).max(480).meta({ description: 'Unpaid.' });

export const shiftTaken = declareError('shift_taken', 'conflict', 'The shift is not to be had any more.');
export const shiftPosted = declareError('shift_posted', 'conflict', 'The shift is posted already.');
export const notInstantBook = declareError(
  'not_instant_book',
  'conflict',
  'The shift is given to one of those who request it.',
);
export const orderTakesNoShifts = declareError(
  'order_takes_no_shifts',
  'conflict',
  'Only an order of shifts that is open takes them.',
);
/** Whatever else the person has to do then, also for others, of which nothing is told. */
export const workerNotAvailable = declareError(
  'worker_not_available',
  'conflict',
  'The worker is not available at that time.',
);
export const restTooShort = declareError(
  'rest_too_short',
  'conflict',
  'The worker would rest less than the program demands before or after it.',
);
export const overtimeNotAllowed = declareError(
  'overtime_not_allowed',
  'conflict',
  'The shift would bring the worker into overtime in its workweek, which the program does not allow.',
);

const everyone = ['operator', 'client', 'vendor', 'worker'] as const;
const nothing = z.strictObject({});
const ourFact = factsFor(['operator', 'client'], nothing);
const fact = factsFor(everyone, nothing);

export const shiftCreated = ourFact('shift.created', 'A shift was added to an order.');
export const shiftChanged = fact('shift.changed', 'The terms of a shift were changed.');
export const shiftWasPosted = ourFact('shift.posted', 'A shift can be taken from now on.');
export const shiftsAnnounced = event({
  type: 'shift.announced',
  summary: 'Open shifts of an order can be seen by the vendor.',
  sides: ['vendor'],
  data: z.strictObject({ orderId: z.string(), shiftIds: z.array(z.string()) }),
});
export const shiftBooked = event({
  type: 'shift.booked',
  summary: 'A worker has the shift.',
  sides: everyone,
  data: z.strictObject({ assignmentId: z.string() }),
});
export const shiftScheduled = event({
  type: 'shift.scheduled',
  summary: 'A shift of a placed worker was scheduled.',
  sides: everyone,
  data: z.strictObject({ assignmentId: z.string() }),
});
export const shiftUnfilled = ourFact('shift.unfilled', 'A shift began that nobody had taken.');
export const shiftUnassigned = event({
  type: 'shift.unassigned',
  summary: 'The worker of a shift may not work any more; the shift is open again.',
  sides: everyone,
  data: z.strictObject({ assignmentId: z.string() }),
});
export const shiftEndangered = fact('shift.endangered', 'The worker of a shift may not work for now.');
export const shiftRiskCleared = fact('shift.risk_cleared', 'The worker of a shift may work again.');
export const shiftInterrupted = fact('shift.interrupted', 'A running shift ended with its placement.');
