import { refuse, type FieldFault, invalidInput } from '../../../kernel/errors.ts';

const at = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds;
const hour = 3_600_000;

/** What was worked of a shift, as somebody states it; instants are RFC 3339. */
export interface StatedWork {
  startsAt: string;
  endsAt: string;
  mealStartsAt: string | null;
  mealEndsAt: string | null;
}

/** Refuses a start that lies ahead, or more than twelve hours from the planned one. */
export function assertBegun(
  startedAt: string,
  planned: { startsAt: string; endsAt: string },
  now: string,
  pointer = '/startedAt',
): void {
  if (at(startedAt) > at(now)) throw refuse(pointer, 'in_the_future', 'A shift that was begun is not ahead.');
  if (at(startedAt) < at(planned.startsAt) - 12 * hour || at(startedAt) >= at(planned.endsAt))
    throw refuse(pointer, 'outside_shift', 'It begins before the shift ends, and at most 12 hours early.');
}

/** Refuses work that ends before it begins, lies ahead, lasts over 24 hours, or whose meal is not within it. */
export function assertWorked(work: StatedWork, now: string): void {
  const faults: FieldFault[] = [];
  const fault = (pointer: string, code: string, message: string) => faults.push({ pointer, code, message });
  if (at(work.endsAt) <= at(work.startsAt))
    fault('/endsAt', 'interval_not_positive', 'Work ends after it starts.');
  if (at(work.endsAt) - at(work.startsAt) > 24 * hour)
    fault('/endsAt', 'interval_too_long', 'A shift is 24 hours at the most.');
  if (at(work.endsAt) > at(now)) fault('/endsAt', 'in_the_future', 'Only work that is done is stated.');
  if ((work.mealStartsAt === null) !== (work.mealEndsAt === null))
    fault('/mealEndsAt', 'meal_half_stated', 'A meal has a start and an end.');
  if (work.mealStartsAt !== null && work.mealEndsAt !== null) {
    if (at(work.mealEndsAt) <= at(work.mealStartsAt))
      fault('/mealEndsAt', 'meal_not_positive', 'A meal ends after it starts.');
    if (at(work.mealStartsAt) < at(work.startsAt) || at(work.mealEndsAt) > at(work.endsAt))
      fault('/mealStartsAt', 'meal_outside_interval', 'A meal lies inside the work.');
  }
  if (faults.length > 0) throw invalidInput({ errors: faults });
}
