import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { Id, Instant, oneOf } from '../../../kernel/shapes.ts';

export const attendanceKinds = [
  'on_time',
  'late',
  'left_early',
  'call_off_worker',
  'released_late',
  'no_show',
] as const;
export const attendanceStates = ['counted', 'excused'] as const;
export const AttendanceKind = oneOf('AttendanceKind', attendanceKinds);
export const AttendanceState = oneOf('AttendanceState', attendanceStates);
export type AttendanceKindName = (typeof attendanceKinds)[number];

const sides = ['operator', 'client', 'vendor', 'worker'] as const;
export const attendanceRecorded = event({
  type: 'attendance_event.recorded',
  summary: 'How a worker kept a shift was noted, with its points.',
  sides,
  data: z.strictObject({ shiftId: Id, kind: AttendanceKind, points: z.int() }),
});
export const attendanceExcused = event({
  type: 'attendance_event.excused',
  summary: 'What was noted of a worker does not count, with the reason.',
  sides,
  data: z.strictObject({ shiftId: Id }),
});

export const shiftStarted = event({
  type: 'shift.started',
  summary: 'The worker began a shift.',
  sides,
  data: z.strictObject({ startedAt: Instant }),
});
export const shiftCompleted = event({
  type: 'shift.completed',
  summary: 'A shift was worked.',
  sides,
  data: z.strictObject({ startedAt: Instant, endedAt: Instant }),
});
export const shiftReported = event({
  type: 'shift.reported',
  summary: 'The hours of a shift were stated for the timesheet of its week.',
  sides,
  data: z.strictObject({ assignmentId: Id }),
});
export const shiftOverdue = event({
  type: 'shift.overdue_noted',
  summary: 'A shift ended by the clock and nobody said that it began.',
  sides,
  data: z.strictObject({}),
});
export const shiftMissed = event({
  type: 'shift.missed',
  summary: 'The worker did not come to a shift; that it does not return may be proposed.',
  sides: ['operator', 'client'],
  data: z.strictObject({ doNotReturnProposed: z.boolean() }),
});
/** Who may return is decided by people of the client's side, and no vendor learns that it was asked. */
const ofProposal = factsFor(['operator', 'client'], z.strictObject({}));
export const doNotReturnDismissed = ofProposal(
  'shift.do_not_return_dismissed',
  'A worker who did not come to a shift may return all the same; why is told.',
);
export const doNotReturnFollowed = ofProposal(
  'shift.do_not_return_followed',
  'A worker who did not come to a shift may not return, as was proposed.',
);
/** The same to the vendor and the worker, who are not told what is proposed. */
export const shiftMarkedMissed = event({
  type: 'shift.no_show',
  summary: 'The worker did not come to a shift.',
  sides: ['vendor', 'worker'],
  data: z.strictObject({}),
});
export const shiftReopened = event({
  type: 'shift.reopened',
  summary: 'An open shift takes the place of one that was not worked.',
  sides: ['operator', 'client'],
  data: z.strictObject({ replacesShiftId: Id }),
});

export const shiftNotDue = declareError('shift_not_due', 'conflict', 'The shift has not begun by the clock.');
export const doNotReturnNotProposed = declareError(
  'do_not_return_not_proposed',
  'conflict',
  'No do-not-return is proposed for this shift, or it was decided.',
);
export const noBackfill = declareError(
  'no_backfill',
  'conflict',
  'Only what is left of a shift that was booked can be posted again.',
);
export const shiftHoursRefused = declareError(
  'shift_hours_refused',
  'conflict',
  'The hours cannot be stated on a timesheet of the week: it was handed in, no pay policy says when it begins, or they overlap others.',
);
