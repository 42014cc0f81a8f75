import type { z } from 'zod';
import type { PbjDay, PbjUnmapped } from '../model/pbj.ts';
import type { PbjWeek } from '../store/pbj.ts';
import { minutesByDay } from './day-minutes.ts';

type Day = z.output<typeof PbjDay>;

// CMS’s pay types: 2 is non-exempt, as hourly people of the facility’s own are, and 3 contract.
const payTypeOf = ({ isOwnPool }: PbjWeek) => (isOwnPool ? 2 : 3);

/** Hours with two places, half away from zero, of whole minutes. */
const hoursOf = (minutes: number) => {
  const hundredths = Math.floor((minutes * 200 + 60) / 120);
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
};

/** Somebody's minutes of a day under one title: several weeks or assignments of theirs are one row. */
type Counted = Omit<Day, 'jobCode' | 'jobTitle' | 'hours'> &
  Pick<PbjWeek, 'jobCode' | 'jobTitle' | 'profession'>;

function countedDays(weeks: readonly PbjWeek[], from: string, to: string): Counted[] {
  const rows = new Map<string, Counted>();
  for (const week of weeks) {
    const { employeeId, profession, jobCode, jobTitle } = week;
    const payType = payTypeOf(week);
    for (const [workDate, minutes] of minutesByDay(week, week.timeZone)) {
      if (workDate < from || workDate > to || minutes <= 0) continue;
      const key = [workDate, jobCode ?? profession, employeeId, payType].join('|');
      const held = rows.get(key);
      if (held) held.minutes += minutes;
      else rows.set(key, { employeeId, profession, jobCode, jobTitle, payType, workDate, minutes });
    }
  }
  return [...rows.values()];
}

/** The rows of the journal, by day, title and person, and the minutes that it has no title for. */
export function journalOf(weeks: readonly PbjWeek[], from: string, to: string) {
  const days = countedDays(weeks, from, to);
  const rows = days
    .flatMap(({ profession: _, jobCode, jobTitle, ...day }): Day[] =>
      jobCode === null || jobTitle === null
        ? []
        : [{ ...day, jobCode, jobTitle, hours: hoursOf(day.minutes) }],
    )
    .toSorted(
      (one, other) =>
        one.workDate.localeCompare(other.workDate) ||
        one.jobCode - other.jobCode ||
        one.employeeId.localeCompare(other.employeeId) ||
        one.payType - other.payType,
    );
  const without = Map.groupBy(
    days.filter(({ jobCode }) => jobCode === null),
    ({ profession }) => profession,
  );
  const unmapped: z.output<typeof PbjUnmapped>[] = [...without].map(([profession, held]) => ({
    profession,
    minutes: held.reduce((total, { minutes }) => total + minutes, 0),
  }));
  return { rows, unmapped };
}
