import { warningDays } from '../../../kernel/expiry-watch.ts';
import { isBlocking, isOpen, type Item, type Judgment } from '../../eligibility/index.ts';

/** What a night's look at a placed worker brings: what is to lapse, what has lapsed, and whether it may go on. */
export interface Findings {
  warnings: { item: Item; daysLeft: number; lastDay: string }[];
  /** Hard demands that are not met now. */
  blocking: Item[];
  /** Demands to warn of that were met the day before and are not now. */
  alerts: Item[];
}

const daysTo = (day: string, from: string) =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(day), { largestUnit: 'days' }).days;

/** Compares how a worker stands today with how it stood the day before. */
export function findingsOf(now: Judgment, before: Judgment, today: string): Findings {
  const stood = new Map(before.items.map((item) => [item.what, item]));
  return {
    warnings: now.items.flatMap((item) => {
      if (item.by === null || isOpen(item) || item.status === 'not_yet_due') return [];
      const daysLeft = daysTo(item.by, today);
      return warningDays.some((days) => days === daysLeft) ? [{ item, daysLeft, lastDay: item.by }] : [];
    }),
    blocking: now.items.filter(isBlocking),
    alerts: now.items.filter((item) => {
      const then = stood.get(item.what);
      return item.severity === 'warn' && isOpen(item) && then !== undefined && !isOpen(then);
    }),
  };
}
