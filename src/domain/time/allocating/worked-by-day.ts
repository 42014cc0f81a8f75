import { boundaryAt, dayText, epochMinute, localDay } from '../../../kernel/zone.ts';

/** An interval of a version, and the cost center that it names. */
export interface CenteredTime {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly kind: string;
  readonly costCenterId: string | null;
  readonly meals: readonly { startsAt: string; endsAt: string; isPaid?: boolean | null | undefined }[];
}

type ByDay = Map<string, Map<string | null, number>>;

function addSpan(days: ByDay, from: string, to: string, zone: string, center: string | null, sign: 1 | -1) {
  const end = epochMinute(to);
  for (let start = epochMinute(from); start < end;) {
    const day = localDay(start, zone);
    const until = Math.min(boundaryAt(day + 1, '00:00', zone), end);
    const centers = days.get(dayText(day)) ?? new Map<string | null, number>();
    days.set(dayText(day), centers);
    centers.set(center, (centers.get(center) ?? 0) + sign * (until - start));
    start = until;
  }
}

function countByDay(times: readonly CenteredTime[], zone: string): ByDay {
  const days: ByDay = new Map();
  for (const { startsAt, endsAt, costCenterId, meals } of times) {
    addSpan(days, startsAt, endsAt, zone, costCenterId, 1);
    for (const meal of meals)
      if (!meal.isPaid) addSpan(days, meal.startsAt, meal.endsAt, zone, costCenterId, -1);
  }
  return days;
}

/** The paid minutes of each local day by the cost center named; waiting on call counts on days without work only. */
export function workedByDay(times: readonly CenteredTime[], zone: string): ByDay {
  const waiting = countByDay(
    times.filter(({ kind }) => kind === 'on_call'),
    zone,
  );
  const worked = countByDay(
    times.filter(({ kind }) => kind !== 'on_call'),
    zone,
  );
  return new Map([...waiting, ...worked]);
}
