import { oneOf } from '../../../kernel/shapes.ts';
import { weekdays, type Weekday } from '../../../kernel/week.ts';
import { boundaryAt, epochDay, epochMinute, instantAt, localDate } from '../../../kernel/zone.ts';

/** Each day; each week on its weekday; on the first day of each month or of each quarter of the calendar. */
export const frequencies = ['day', 'week', 'month', 'quarter'] as const;
export const ReportFrequency = oneOf('ReportFrequency', frequencies);

export interface Schedule {
  every: (typeof frequencies)[number];
  /** Of a weekly one. */
  weekday: Weekday | null;
  /** HH:MM on the clocks of the zone. */
  time: string;
  timeZone: string;
}

/** The first day no earlier than the one given on which the schedule runs. */
function dayFrom(day: Temporal.PlainDate, { every, weekday }: Schedule): Temporal.PlainDate {
  if (every === 'day') return day;
  if (every === 'week') {
    const wanted = weekdays.indexOf(weekday!);
    return day.add({ days: (wanted - (day.dayOfWeek % 7) + 7) % 7 });
  }
  const span = every === 'month' ? 1 : 3;
  const first = day.with({ day: 1, month: day.month - ((day.month - 1) % span) });
  return day.equals(first) ? day : first.add({ months: span });
}

/** When it runs next after an instant; a time that a clock change leaves out runs when the clocks have moved. */
export function nextRun(schedule: Schedule, after: string): string {
  let day = Temporal.PlainDate.from(localDate(after, schedule.timeZone));
  for (;;) {
    day = dayFrom(day, schedule);
    const at = boundaryAt(epochDay(day.toString()), schedule.time, schedule.timeZone);
    if (at > epochMinute(after)) return instantAt(at);
    day = day.add({ days: 1 });
  }
}
