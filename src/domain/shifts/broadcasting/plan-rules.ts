import type { BroadcastStage } from './model.ts';

const later = (instant: string, minutes: number) =>
  Temporal.Instant.from(instant).add({ minutes }).toString();

/** When the stage after so many opens, counted from the posting; null where there is none. */
export const nextOpening = (
  stages: readonly BroadcastStage[],
  opened: number,
  postedAt: string,
): string | null => {
  const next = stages[opened];
  return next ? later(postedAt, next.afterMinutes) : null;
};

/**
 * The instant from which the delays of a broadcast that goes on count: the stage that comes next opens as long after
 * now as it was to follow the one before it.
 */
export function postedAnew(stages: readonly BroadcastStage[], opened: number, now: string): string {
  const before = stages[opened - 1]?.afterMinutes ?? 0;
  return later(now, -before);
}

/** How many stages are due at an instant: those behind the opened ones whose time has come. */
export function dueStages(
  stages: readonly BroadcastStage[],
  opened: number,
  postedAt: string,
  now: string,
): number {
  let count = opened;
  for (;;) {
    const next = nextOpening(stages, count, postedAt);
    if (next === null || Temporal.Instant.compare(next, now) > 0) return count;
    count += 1;
  }
}
