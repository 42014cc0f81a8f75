import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { Day, oneOf } from '../../../kernel/shapes.ts';
import { weekdays } from '../../../kernel/week.ts';
import { MealMinutes } from './shift.ts';

export const ShiftPatternState = oneOf('ShiftPatternState', ['active', 'ended']);
export const ShiftWeekday = oneOf('ShiftWeekday', weekdays);

/** A time of day by the wall clock of the facility, `HH:MM`. */
export const LocalTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day is HH:MM.')
  .meta({ examples: ['19:00'] });

/** How shifts come again. */
export const rule = {
  weekdays: z
    .array(ShiftWeekday)
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'Each weekday once.')
    .meta({ description: 'On which a shift begins.' }),
  startTime: LocalTime.meta({ description: 'By the clock of the facility, also when that is changed.' }),
  endTime: LocalTime.meta({ description: 'Of the next day where it is not later than the start.' }),
  everyWeeks: z
    .int()
    .min(1)
    .max(52)
    .default(1)
    .meta({ description: 'Weeks begin on Sunday and are counted from that of the first day.' }),
  firstOn: Day,
  lastOn: Day,
  skippedOn: z.array(Day).max(400).default([]).meta({ description: 'Days on which none begins.' }),
  mealMinutes: MealMinutes.default(0),
};

export const patternTooLong = declareError(
  'pattern_too_long',
  'invalid',
  'By the clock a shift of a pattern is between 15 minutes and 23 hours long.',
);
export const patternIsEmpty = declareError(
  'pattern_is_empty',
  'invalid',
  'No shift of the pattern is still to come.',
);

export const bookedByShift = declareError(
  'booked_by_shift',
  'conflict',
  'Whoever works by the shift has no schedule: each shift is booked.',
);

const sides = ['operator', 'client'] as const;
const nothing = z.strictObject({});

export const shiftPatternCreated = factsFor(sides, z.strictObject({ shifts: z.int() }))(
  'shift_pattern.created',
  'Shifts that come again were planned.',
);
export const shiftPatternExpanded = factsFor(sides, z.strictObject({ shifts: z.int(), skipped: z.int() }))(
  'shift_pattern.expanded',
  'More shifts of a pattern were made; those skipped met another shift of the worker.',
);
export const shiftPatternEnded = factsFor(sides, nothing)(
  'shift_pattern.ended',
  'A pattern makes no more shifts.',
);
