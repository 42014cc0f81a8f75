import { refuse } from '../../../kernel/errors.ts';

export const scorecardPeriods = ['month', 'quarter'] as const;
export type ScorecardPeriod = (typeof scorecardPeriods)[number];

/** The first and the last day of a period, both in it, `YYYY-MM-DD`. */
export interface PeriodDays {
  from: string;
  to: string;
}

const months: Record<ScorecardPeriod, number> = { month: 1, quarter: 3 };

const beginning = (period: ScorecardPeriod, first: Temporal.PlainDate): PeriodDays => ({
  from: first.toString(),
  to: first.add({ months: months[period] }).subtract({ days: 1 }).toString(),
});

/** The calendar month or quarter that a day lies in. */
export function periodOf(period: ScorecardPeriod, day: string): PeriodDays {
  const date = Temporal.PlainDate.from(day);
  const month = date.month - ((date.month - 1) % months[period]);
  return beginning(period, date.with({ month, day: 1 }));
}

/** The period so many after, or before where negative, the one that a day lies in. */
export const periodAfter = (period: ScorecardPeriod, day: string, count = 1): PeriodDays =>
  beginning(
    period,
    Temporal.PlainDate.from(periodOf(period, day).from).add({ months: months[period] * count }),
  );

/** The period that begins on a day; refuses a day on which none does. */
export function periodFrom(period: ScorecardPeriod, day: string, pointer: string): PeriodDays {
  const found = periodOf(period, day);
  if (found.from !== day)
    throw refuse(pointer, 'not_a_beginning', `No ${period} begins on ${day}; one does on ${found.from}.`);
  return found;
}
