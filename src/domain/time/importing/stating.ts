import { refuse, type Problem } from '../../../kernel/errors.ts';
import { epochMinute, instantAt } from '../../../kernel/zone.ts';
import type { StatedMeal } from '../model.ts';
import type { SourcedTime } from '../store.ts';
import type { ImportedTime } from './model.ts';
import { instantIn } from './wall-clock.ts';

/** Where an interval was worked, as far as its row needs it. */
export interface Whereabouts {
  timeZone: string;
  /** The ids of the program’s cost centers that the sender may see, by code. */
  costCenters: ReadonlyMap<string, string>;
}

/** A meal of so many minutes that the sender did not place, in the middle of the interval, to the minute. */
export function mealInTheMiddle(startsAt: string, endsAt: string, minutes: number): StatedMeal {
  const [from, until] = [epochMinute(startsAt), epochMinute(endsAt)];
  const start = from + Math.floor((until - from - minutes) / 2);
  return { startsAt: instantAt(start), endsAt: instantAt(start + minutes) };
}

/** Says in the note that a meal was placed here, and not by who had it. */
export function notedMeal(note: string | null | undefined, minutes: number): string {
  const remark = `Meal of ${minutes} minutes put in the middle: its time was not told.`;
  return note ? `${[...note].slice(0, 900).join('')} (${remark})` : remark;
}

function mealsOf(row: ImportedTime, span: { startsAt: string; endsAt: string }, zone: string): StatedMeal[] {
  const { meals, mealStartsAt, mealEndsAt, mealMinutes } = row;
  const ways = [meals?.length, mealStartsAt ?? mealEndsAt, mealMinutes].filter(Boolean);
  if (ways.length > 1)
    throw refuse('/mealMinutes', 'meal_told_twice', 'A meal is told by its times or by its minutes, once.');
  if (mealMinutes) return [mealInTheMiddle(span.startsAt, span.endsAt, mealMinutes)];
  if (mealStartsAt && !mealEndsAt) throw refuse('/mealEndsAt', 'required', 'The meal has no end.');
  if (mealEndsAt && !mealStartsAt) throw refuse('/mealStartsAt', 'required', 'The meal has no start.');
  if (mealStartsAt && mealEndsAt)
    return [
      {
        startsAt: instantIn(zone, mealStartsAt, '/mealStartsAt'),
        endsAt: instantIn(zone, mealEndsAt, '/mealEndsAt'),
      },
    ];
  return (meals ?? []).map(({ startsAt, endsAt, isPaid }, place) => ({
    startsAt: instantIn(zone, startsAt, `/meals/${place}/startsAt`),
    endsAt: instantIn(zone, endsAt, `/meals/${place}/endsAt`),
    ...(isPaid && { isPaid }),
  }));
}

/** What a row says was worked, in instants; refused by the field that cannot be so. */
export function statedIn(row: ImportedTime, { timeZone, costCenters }: Whereabouts): SourcedTime {
  const { startsAt, endsAt, costCenter, calledAt, mealMinutes } = row;
  if (!startsAt) throw refuse('/startsAt', 'required', 'Time that is added or changed has a start.');
  if (!endsAt) throw refuse('/endsAt', 'required', 'Time that is added or changed has an end.');
  const costCenterId = costCenter ? costCenters.get(costCenter) : null;
  if (costCenterId === undefined)
    throw refuse('/costCenter', 'not_found', 'There is no such cost center, or none that you may see.');
  const span = {
    startsAt: instantIn(timeZone, startsAt, '/startsAt'),
    endsAt: instantIn(timeZone, endsAt, '/endsAt'),
  };
  return {
    ...span,
    kind: row.kind,
    meals: mealsOf(row, span, timeZone),
    mealAttestation: row.mealAttestation ?? null,
    endedEarly: row.endedEarly ?? null,
    missedRests: row.missedRests ?? null,
    roles: row.roles,
    calledAt: calledAt ? instantIn(timeZone, calledAt, '/calledAt') : null,
    costCenterId,
    workedUnitId: row.workedUnitId ?? null,
    source: 'import',
    sourceId: row.sourceId,
    note: mealMinutes ? notedMeal(row.note, mealMinutes) : (row.note ?? null),
  };
}

/** The faults that the rules of stated time find in an interval, by the members of an imported row. */
export function ownFaults(problem: Problem, { meals }: ImportedTime): Problem {
  const { errors, ...details } = problem.details;
  if (!errors || meals?.length) return problem;
  const own = errors.map((fault) => ({
    ...fault,
    pointer: fault.pointer.replace(/^\/meals\/0.*/, '/mealStartsAt'),
  }));
  return problem.declaration({ ...details, errors: own });
}
