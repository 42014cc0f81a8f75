import type { ShiftRow } from '../store/shift.ts';

/** A shift with the worker, the vendor and the assignment that hold it. */
export type HeldShift = ShiftRow & { vendorId: string; workerId: string; assignmentId: string };

/** Whether a worker holds the shift, as every one does that is scheduled. */
export const isHeld = (shift: ShiftRow): shift is HeldShift =>
  shift.vendorId !== null && shift.workerId !== null && shift.assignmentId !== null;

/** Whether one RFC 3339 instant lies before another. */
export const isBefore = (one: string, other: string): boolean => Temporal.Instant.compare(one, other) < 0;

/** Whether the shift is open and has not begun by the clock. */
export const shiftTakable = ({ state, startsAt }: ShiftRow, now: string): boolean =>
  state === 'open' && isBefore(now, startsAt);
