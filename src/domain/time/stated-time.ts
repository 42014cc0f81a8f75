import { invalidInput, type FieldFault } from '../../kernel/errors.ts';
import { epochMinute, localDate } from '../../kernel/zone.ts';
import type { StatedMeal, StatedTime } from './model.ts';
import type { StatedInterval } from './pay-rules/week-input.ts';

/** What stated time is judged against: the week it is for, the assignment's days, the tenant's now, the hours of the weeks beside. */
export interface Frame {
  weekStartsAt: string;
  weekEndsAt: string;
  timeZone: string;
  /** The first and the last day of the assignment, both in it, and those between on which it stands still. */
  days: { first: string; last: string; isSuspended: (day: string) => boolean };
  now: string;
  beside: readonly TakenTime[];
}

/** Whether a day is one of the assignment's on which it does not stand still. */
export const isWithin = ({ first, last, isSuspended }: Frame['days'], day: string): boolean =>
  first <= day && day <= last && !isSuspended(day);

type Span = Pick<StatedTime, 'startsAt' | 'endsAt'>;
type TakenTime = Pick<StatedTime, 'startsAt' | 'endsAt' | 'kind'>;

const milliseconds = (instant: string) => Temporal.Instant.from(instant).epochMilliseconds;
const longest = 24 * 3_600_000;
const overlaps = (one: Span, other: Span) =>
  milliseconds(one.startsAt) < milliseconds(other.endsAt) &&
  milliseconds(other.startsAt) < milliseconds(one.endsAt);

/** Whether two intervals cannot both be: who is on call may be called and work, but works once at a time. */
export const takeTheSameTime = (one: TakenTime, other: TakenTime): boolean =>
  (one.kind === 'on_call') === (other.kind === 'on_call') && overlaps(one, other);

// Punches count by the minute they lie in, so a span within one minute is none.
const isPositive = ({ startsAt, endsAt }: Span) => epochMinute(startsAt) < epochMinute(endsAt);

function* mealFaults(meals: readonly StatedMeal[], entry: StatedTime, at: string): Generator<FieldFault> {
  for (const [index, meal] of meals.entries()) {
    const pointer = `${at}/meals/${index}`;
    if (!isPositive(meal))
      yield { pointer, code: 'meal_not_positive', message: 'A meal ends after it starts.' };
    const inside =
      epochMinute(entry.startsAt) <= epochMinute(meal.startsAt) &&
      epochMinute(meal.endsAt) <= epochMinute(entry.endsAt);
    if (!inside)
      yield { pointer, code: 'meal_outside_interval', message: 'A meal lies inside its interval.' };
    if (meals.slice(0, index).some((other) => overlaps(meal, other)))
      yield { pointer, code: 'meals_overlap', message: 'Meals of an interval do not overlap.' };
  }
}

// From the call on is paid where the policy says so: one of long ago would be.
function* callFaults({ kind, calledAt, startsAt }: StatedTime, at: string): Generator<FieldFault> {
  if (!calledAt) return;
  const pointer = `${at}/calledAt`;
  const waited = milliseconds(startsAt) - milliseconds(calledAt);
  if (kind !== 'callback')
    yield { pointer, code: 'not_a_callback', message: 'A call is answered by a callback.' };
  else if (waited < 0)
    yield { pointer, code: 'after_answer', message: 'A call comes before it is answered.' };
  else if (waited > longest)
    yield { pointer, code: 'too_long_ago', message: 'A call is answered within 24 hours.' };
}

function* entryFaults(entry: StatedTime, at: string, frame: Frame): Generator<FieldFault> {
  const starts = milliseconds(entry.startsAt);
  if (!isPositive(entry))
    yield { pointer: `${at}/endsAt`, code: 'interval_not_positive', message: 'Work ends after it starts.' };
  if (milliseconds(entry.endsAt) - starts > longest)
    yield {
      pointer: `${at}/endsAt`,
      code: 'interval_too_long',
      message: 'An interval is 24 hours at the most.',
    };
  if (starts < milliseconds(frame.weekStartsAt) || starts >= milliseconds(frame.weekEndsAt))
    yield {
      pointer: `${at}/startsAt`,
      code: 'outside_week',
      message: `Work is stated in the week in which it starts: from ${frame.weekStartsAt} up to ${frame.weekEndsAt}.`,
    };
  else if (!isWithin(frame.days, localDate(entry.startsAt, frame.timeZone)))
    yield {
      pointer: `${at}/startsAt`,
      code: 'outside_assignment',
      message: `Work starts on a day of the assignment on which it is not suspended: from ${frame.days.first} to ${frame.days.last}.`,
    };
  yield* callFaults(entry, at);
  if (milliseconds(entry.endsAt) > milliseconds(frame.now))
    yield { pointer: `${at}/endsAt`, code: 'in_the_future', message: 'Only work that is done is stated.' };
  yield* mealFaults(entry.meals, entry, at);
}

/** Where the interval at an index was stated: a JSON pointer. */
export type PointerOf = (index: number) => string;

/** Refuses intervals that cannot have been worked, naming every fault by its pointer (under `at`, where that is one). */
export function assertWorkable(entries: readonly StatedTime[], at: string | PointerOf, frame: Frame): void {
  const pointerOf = typeof at === 'string' ? (index: number) => `${at}/${index}` : at;
  const errors = entries.flatMap((entry, index) => {
    const pointer = pointerOf(index);
    const faults = [...entryFaults(entry, pointer, frame)];
    if (entries.slice(0, index).some((other) => takeTheSameTime(entry, other)))
      faults.push({ pointer, code: 'intervals_overlap', message: 'Intervals do not overlap.' });
    if (frame.beside.some((other) => takeTheSameTime(entry, other)))
      faults.push({
        pointer,
        code: 'overlaps_week_beside',
        message: 'It overlaps an interval on the timesheet of the week beside.',
      });
    return faults;
  });
  if (errors.length > 0) throw invalidInput({ errors });
}

const wordsOf = (entries: readonly StatedTime[]) =>
  JSON.stringify(
    entries
      .toSorted((one, other) => (one.startsAt < other.startsAt ? -1 : 1))
      .map((entry) => [
        entry.startsAt,
        entry.endsAt,
        entry.kind,
        entry.meals.map((meal) => [meal.startsAt, meal.endsAt, meal.isPaid ?? false]),
        entry.mealAttestation ?? null,
        entry.missedRests ?? 0,
        entry.roles,
        entry.endedEarly ?? null,
        entry.calledAt ?? null,
        entry.costCenterId ?? null,
        entry.workedUnitId ?? null,
        entry.sourceId ?? null,
        entry.note ?? null,
      ]),
  );

/** Whether two lists state the same intervals, meals and notes, in whatever order. */
export const saysTheSame = (one: readonly StatedTime[], other: readonly StatedTime[]): boolean =>
  wordsOf(one) === wordsOf(other);

/** An interval in the engine's words. */
export const toInterval = (entry: StatedTime): StatedInterval => ({
  start: entry.startsAt,
  end: entry.endsAt,
  meals: entry.meals.map(({ startsAt, endsAt, isPaid }) => ({
    start: startsAt,
    end: endsAt,
    ...(isPaid && { isPaid }),
  })),
  ...(entry.kind !== 'worked' && { kind: entry.kind }),
  ...(entry.roles.length > 0 && { roles: entry.roles }),
  ...(entry.mealAttestation && { mealAttestation: entry.mealAttestation }),
  ...(entry.missedRests && { missedRests: entry.missedRests }),
  ...(entry.calledAt && { calledAt: entry.calledAt }),
  ...(entry.endedEarly === 'by_facility' && { isCutShort: true }),
  ...(entry.endedEarly === 'by_worker' && { isLeftEarly: true }),
});
