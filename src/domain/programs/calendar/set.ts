import type { Context, Outcome } from '../../../kernel/operation.ts';
import { differences } from '../../identifiers/index.ts';
import { businessCalendars, programs } from '../tables.ts';
import { businessCalendarSet } from './model.ts';
import { calendarOf, type CalendarRow } from './store.ts';

/** Says a program's calendar by what it was before; the first one makes it. The program is held meanwhile. */
export async function setCalendar(
  programId: string,
  told: (before: CalendarRow | undefined) => Partial<Pick<CalendarRow, 'hours' | 'holidays'>>,
  fallback: CalendarRow['hours'],
  context: Context,
): Promise<Outcome<{ id: string }>> {
  await context.take(programs, programId, { version: false });
  const before = await calendarOf(programId, context);
  if (!before) {
    const values = { hours: fallback, holidays: [], ...told(undefined) };
    const [made] = await context.tx.insert(businessCalendars, [{ programId, ...values }]);
    return { result: made!, events: [businessCalendarSet(made!, {})] };
  }
  context.expectVersion(before);
  // jsonb keeps no order of members, so that the same content would differ.
  const held = {
    ...before,
    hours: before.hours.map(({ weekday, from, to }) => ({ weekday, from, to })),
    holidays: before.holidays.map(({ on, name }) => ({ on, name })),
  };
  const changes = differences(held, told(held));
  if (Object.keys(changes).length === 0) return { result: before, unchanged: true };
  const changed = await context.tx.change(businessCalendars, before, changes);
  return { result: changed, events: [businessCalendarSet(changed, {})] };
}
