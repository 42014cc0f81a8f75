import { dayText, epochDay, type EpochDay } from '../../../kernel/zone.ts';
import { weekdayOf, weekdays, type Weekday } from '../../../kernel/week.ts';

/** A day on which a program does not work, `YYYY-MM-DD`, and what it is called. */
export interface Holiday {
  on: string;
  name: string;
}

const dayOf = (year: number, month: number, day: number): EpochDay =>
  epochDay(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);

const nth = (year: number, month: number, weekday: Weekday, place: number): EpochDay => {
  const first = dayOf(year, month, 1);
  const ahead = (weekdays.indexOf(weekday) - weekdays.indexOf(weekdayOf(first)) + 7) % 7;
  return first + ahead + 7 * (place - 1);
};

const lastMonday = (year: number, month: number): EpochDay => {
  const fifth = nth(year, month, 'monday', 5);
  return dayText(fifth).slice(5, 7) === String(month).padStart(2, '0') ? fifth : fifth - 7;
};

// 5 U.S.C. 6103(a), as amended through Pub. L. 117-17 (Juneteenth); Inauguration Day is of the capital only.
const rules: readonly { name: string; on: (year: number) => EpochDay }[] = [
  { name: 'New Year’s Day', on: (year) => dayOf(year, 1, 1) },
  { name: 'Birthday of Martin Luther King, Jr.', on: (year) => nth(year, 1, 'monday', 3) },
  { name: 'Washington’s Birthday', on: (year) => nth(year, 2, 'monday', 3) },
  { name: 'Memorial Day', on: (year) => lastMonday(year, 5) },
  { name: 'Juneteenth National Independence Day', on: (year) => dayOf(year, 6, 19) },
  { name: 'Independence Day', on: (year) => dayOf(year, 7, 4) },
  { name: 'Labor Day', on: (year) => nth(year, 9, 'monday', 1) },
  { name: 'Columbus Day', on: (year) => nth(year, 10, 'monday', 2) },
  { name: 'Veterans Day', on: (year) => dayOf(year, 11, 11) },
  { name: 'Thanksgiving Day', on: (year) => nth(year, 11, 'thursday', 4) },
  { name: 'Christmas Day', on: (year) => dayOf(year, 12, 25) },
];

/** Of one on a Saturday the Friday before is observed, of one on a Sunday the Monday after (5 U.S.C. 6103(b), E.O. 11582). */
const observed = (day: EpochDay): EpochDay =>
  ({ saturday: day - 1, sunday: day + 1 })[weekdayOf(day) as string] ?? day;

/**
 * The federal holidays of the United States that are observed in a year (2022 or later), in order, on the days on which
 * they are observed: New Year’s Day of the next year may be one.
 */
export const federalHolidays = (year: number): Holiday[] =>
  [year, year + 1]
    .flatMap((held) =>
      rules.map(({ name, on }) => {
        const day = on(held);
        const kept = observed(day);
        return { on: dayText(kept), name: kept === day ? name : `${name} (observed)` };
      }),
    )
    .filter(({ on }) => on.startsWith(`${year}-`))
    .toSorted((one, other) => (one.on < other.on ? -1 : 1));
