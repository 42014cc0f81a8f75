import { boundaryAt, dayText, epochMinute, localDay } from '../../../kernel/zone.ts';

interface Instants {
  readonly start: string;
  readonly end: string;
}

/** An interval as the account of a rating counted it: its worked minutes are those in the workweek, paid meals among them. */
export interface CountedTime {
  readonly stated: {
    readonly kind?: string;
    readonly meals: readonly (Instants & { readonly isPaid?: boolean | null })[];
  };
  readonly counted: Instants;
  readonly workedMinutes: number;
}

// Hours are of services: waiting on call and orientation are paid, and are none.
const isService = ({ stated: { kind = 'worked' } }: CountedTime) => kind === 'worked' || kind === 'callback';

const within = ({ start, end }: Instants, from: number, to: number): [number, number] => [
  Math.max(epochMinute(start), from),
  Math.min(epochMinute(end), to),
];

function add(days: Map<string, number>, [from, to]: readonly [number, number], zone: string, sign: 1 | -1) {
  for (let start = from; start < to;) {
    const day = localDay(start, zone);
    const end = Math.min(boundaryAt(day + 1, '00:00', zone), to);
    days.set(dayText(day), (days.get(dayText(day)) ?? 0) + sign * (end - start));
    start = end;
  }
}

/**
 * The minutes of a week by the facility's local day as CMS's Payroll-Based Journal wants them: worked and paid, every
 * meal out, also one that is paid, split at midnight whatever day the pay policy gives them to. A meal that
 * was deducted by rule is taken from the day on which its interval's middle lies.
 */
export function minutesByDay(
  { workweek, counted }: { workweek: Instants; counted: readonly CountedTime[] },
  zone: string,
): Map<string, number> {
  const [from, to] = [epochMinute(workweek.start), epochMinute(workweek.end)];
  const days = new Map<string, number>();
  for (const time of counted.filter(isService)) {
    const own = new Map<string, number>();
    const [start, end] = within(time.counted, from, to);
    if (start >= end) continue;
    add(own, [start, end], zone, 1);
    let paidMeals = 0;
    for (const meal of time.stated.meals) {
      const span = within(meal, start, end);
      add(own, span, zone, -1);
      if (meal.isPaid) paidMeals += Math.max(0, span[1] - span[0]);
    }
    const middle = dayText(localDay(start + Math.floor((end - start) / 2), zone));
    const sum = [...own.values()].reduce((total, minutes) => total + minutes, 0);
    own.set(middle, (own.get(middle) ?? 0) + time.workedMinutes - paidMeals - sum);
    for (const [day, minutes] of own) days.set(day, (days.get(day) ?? 0) + minutes);
  }
  return days;
}
