import { oneOf } from '../../../kernel/shapes.ts';

/** Days that move with the calendar: what has ended whole, or, of `this_…`, what has begun, up to today. */
export const periods = [
  'yesterday',
  'last_week',
  'last_4_weeks',
  'last_13_weeks',
  'this_month',
  'last_month',
  'last_3_months',
  'last_12_months',
  'this_quarter',
  'last_quarter',
  'this_year',
  'last_year',
  'fixed',
] as const;
export const ReportPeriod = oneOf('ReportPeriod', periods);
export type MovingPeriod = Exclude<(typeof periods)[number], 'fixed'>;

type Day = Temporal.PlainDate;

const beforeWeek = (today: Day) => today.subtract({ days: today.dayOfWeek % 7 });
const ofQuarter = (today: Day) => today.with({ month: today.month - ((today.month - 1) % 3), day: 1 });

const weeks = (count: number) => (today: Day) =>
  [beforeWeek(today).subtract({ weeks: count }), beforeWeek(today).subtract({ days: 1 })] as const;
const months = (count: number) => (today: Day) =>
  [today.with({ day: 1 }).subtract({ months: count }), today.with({ day: 1 }).subtract({ days: 1 })] as const;

const spans: Record<MovingPeriod, (today: Day) => readonly [Day, Day]> = {
  yesterday: (today) => [today.subtract({ days: 1 }), today.subtract({ days: 1 })],
  last_week: weeks(1),
  last_4_weeks: weeks(4),
  last_13_weeks: weeks(13),
  this_month: (today) => [today.with({ day: 1 }), today],
  last_month: months(1),
  last_3_months: months(3),
  last_12_months: months(12),
  this_quarter: (today) => [ofQuarter(today), today],
  last_quarter: (today) => [ofQuarter(today).subtract({ months: 3 }), ofQuarter(today).subtract({ days: 1 })],
  this_year: (today) => [today.with({ month: 1, day: 1 }), today],
  last_year: (today) => [
    today.with({ month: 1, day: 1 }).subtract({ years: 1 }),
    today.with({ month: 1, day: 1 }).subtract({ days: 1 }),
  ],
};

/** The first and the last day of a period as it lies on a day; weeks begin on Sunday. */
export function daysOf(period: MovingPeriod, today: string): { from: string; to: string } {
  const [from, to] = spans[period](Temporal.PlainDate.from(today));
  return { from: from.toString(), to: to.toString() };
}
