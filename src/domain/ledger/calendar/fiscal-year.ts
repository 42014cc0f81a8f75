import { weekdays, type Weekday } from '../../../kernel/week.ts';

/** Days of a year that close together, both ends in it. */
export interface Period {
  readonly number: number;
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

/** How years divide where nobody states it. */
export type YearRule =
  | { readonly pattern: 'months'; readonly yearEndsIn: number }
  | {
      readonly pattern: 'weeks_445' | 'weeks_454' | 'weeks_544';
      readonly yearEndsIn: number;
      readonly weekEndsOn: Weekday;
      readonly yearEndsBy: 'last' | 'nearest';
    };

const weeksOf = { weeks_445: [4, 4, 5], weeks_454: [4, 5, 4], weeks_544: [5, 4, 4] } as const;
const twoDigits = (number: number) => String(number).padStart(2, '0');

const lastOfMonth = (year: number, month: number) =>
  Temporal.PlainYearMonth.from({ year, month }).toPlainDate({ day: 31 });

/** Monday is 1, as Temporal counts. */
const dayNumber = (weekday: Weekday) => weekdays.indexOf(weekday) || 7;

/** The last day of a year of weeks: the weekday last in its month, or nearest to the month’s last day. */
function yearEnd(
  year: number,
  { yearEndsIn, weekEndsOn, yearEndsBy }: Extract<YearRule, { weekEndsOn: Weekday }>,
): Temporal.PlainDate {
  const last = lastOfMonth(year, yearEndsIn);
  const behind = (last.dayOfWeek - dayNumber(weekEndsOn) + 7) % 7;
  return last.subtract({ days: yearEndsBy === 'nearest' && behind > 3 ? behind - 7 : behind });
}

function months(year: number, yearEndsIn: number): Period[] {
  const first = Temporal.PlainYearMonth.from({ year, month: yearEndsIn }).subtract({ months: 11 });
  return Array.from({ length: 12 }, (_, at) => {
    const month = first.add({ months: at });
    return {
      number: at + 1,
      name: month.toString(),
      startsOn: month.toPlainDate({ day: 1 }).toString(),
      endsOn: lastOfMonth(month.year, month.month).toString(),
    };
  });
}

/**
 * The periods of a fiscal year, without gaps, 12 of them; a year is called by the calendar year of the month in which
 * it ends. A year of 53 weeks has its last week in the last period.
 */
export function periodsOfYear(year: number, rule: YearRule): Period[] {
  if (rule.pattern === 'months') return months(year, rule.yearEndsIn);
  const end = yearEnd(year, rule);
  let next = yearEnd(year - 1, rule).add({ days: 1 });
  const lengths = Array.from({ length: 4 }, () => weeksOf[rule.pattern]).flat();
  return lengths.map((weeks, at) => {
    const startsOn = next;
    next = at === 11 ? end.add({ days: 1 }) : next.add({ weeks });
    return {
      number: at + 1,
      name: `${year} P${twoDigits(at + 1)}`,
      startsOn: startsOn.toString(),
      endsOn: next.subtract({ days: 1 }).toString(),
    };
  });
}
