import { milliseconds, longestWork, type Pair, type Stretch } from './punch.ts';

/** An interval to be stated, as the time of an assignment takes it. */
export interface PunchedTime {
  startsAt: string;
  endsAt: string;
  kind: Pair['kind'];
  meals: Stretch['meals'];
  mealAttestation: 'missed' | null;
  roles: string[];
  calledAt: string | null;
  costCenterId: string | null;
  workedUnitId: string | null;
  sourceId: string;
}

const mostMeals = 10;

// An interval holds so many meals and no more hours; what is cut there is stated in two that meet.
function* pieces({
  startsAt,
  endsAt,
  meals,
}: Stretch): Generator<Pick<Stretch, 'startsAt' | 'endsAt' | 'meals'>> {
  let [from, left] = [startsAt, meals];
  while (left.length > mostMeals || milliseconds(endsAt) - milliseconds(from) > longestWork) {
    const until =
      left.length > mostMeals
        ? left[mostMeals - 1]!.endsAt
        : Temporal.Instant.fromEpochMilliseconds(milliseconds(from) + longestWork).toString();
    yield { startsAt: from, endsAt: until, meals: left.slice(0, mostMeals) };
    [from, left] = [until, left.slice(mostMeals)];
  }
  yield { startsAt: from, endsAt, meals: left };
}

/** The intervals that a pair states: one a stretch, cut where one interval would be too long. */
export function entriesOfPair({ kind, stretches, isMealSkipped, calledAt }: Pair): PunchedTime[] {
  return stretches.flatMap((stretch, place) =>
    [...pieces(stretch)].map((piece, part) => ({
      ...piece,
      kind,
      mealAttestation: isMealSkipped && place === 0 && part === 0 ? ('missed' as const) : null,
      roles: [...stretch.roles],
      calledAt: place === 0 && part === 0 ? calledAt : null,
      costCenterId: stretch.costCenterId,
      workedUnitId: stretch.workedUnitId,
      sourceId: part === 0 ? stretch.punchId : `${stretch.punchId}/${part + 1}`,
    })),
  );
}
