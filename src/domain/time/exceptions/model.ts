import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { timeExceptions } from './tables.ts';

export const TimeExceptionCode = oneOf('TimeExceptionCode', timeExceptions.code.enumValues);
/** What found it: the pairing of punches, the pay rules, or a shift’s schedule. */
export const TimeExceptionOrigin = oneOf('TimeExceptionOrigin', timeExceptions.origin.enumValues);
export type TimeExceptionOrigin = z.infer<typeof TimeExceptionOrigin>;
export const timeExceptionStates = ['open', 'resolved', 'attested', 'cleared'] as const;
export const TimeExceptionState = oneOf('TimeExceptionState', timeExceptionStates);

/** Something found wrong with the time of a week; `key` makes it the same one where it is found again. */
export interface TimeExceptionFound {
  code: z.infer<typeof TimeExceptionCode>;
  /** At most 200 characters. */
  key: string;
  /** A local day of the facility, `YYYY-MM-DD`. */
  workDate: string;
  startsAt?: string | null;
  /** In words that the client, the vendor and the worker may read. */
  detail: string;
}

export const timeExceptionsOpen = declareError(
  'time_exceptions_open',
  'conflict',
  'Exceptions of the timesheet are open; each is resolved or attested before it is approved.',
);

export const suspendedHoursOfProgram = declareError(
  'suspended_hours_of_program',
  'forbidden',
  'Whether hours of a day on which the assignment stands still count is for the program’s manager to say.',
);

const fact = factsFor(
  ['operator', 'client', 'vendor', 'worker'],
  z.strictObject({ timesheetId: z.string(), code: z.string() }),
);
export const exceptionRaised = fact('time_exception.raised', 'Something was found wrong with time.');
export const exceptionRestated = fact('time_exception.restated', 'An open exception was found otherwise.');
export const exceptionResolved = fact('time_exception.resolved', 'An exception was mended or excused.');
export const exceptionAttested = fact(
  'time_exception.attested',
  'The time of an exception was attested to be right.',
);
export const exceptionCleared = fact('time_exception.cleared', 'An exception is found no more.');
