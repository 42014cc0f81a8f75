import type { Context } from '../../../kernel/operation.ts';
import { assertUnlocked, lastDayOfWeek } from '../locks/assert.ts';

interface Week {
  programId: string;
  facilityId: string;
  weekStartsOn: string;
}

/** Refuses with `time_period_locked` where one of the weeks is locked; a facility is asked once, by the earliest. */
export async function assertAllUnlocked(weeks: readonly Week[], context: Context): Promise<void> {
  for (const some of Map.groupBy(weeks, ({ facilityId }) => facilityId).values()) {
    const [first] = some.toSorted((one, other) => (one.weekStartsOn < other.weekStartsOn ? -1 : 1));
    const { programId, facilityId, weekStartsOn } = first!;
    await assertUnlocked(programId, facilityId, lastDayOfWeek(weekStartsOn), context);
  }
}
