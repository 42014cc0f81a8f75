import { and, eq } from 'drizzle-orm';
import { notFound } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Row } from '../../../kernel/transaction.ts';
import { epochDay } from '../../../kernel/zone.ts';
import { businessCalendars, programs } from '../tables.ts';
import { businessTimeOf, type BusinessTime } from './business-time.ts';
import { defaultHours } from './model.ts';

export type CalendarRow = Row<typeof businessCalendars>;

/** What a program has said of its business hours; undefined where nothing. */
export async function calendarOf(
  programId: string,
  { tx, actor }: Context,
): Promise<CalendarRow | undefined> {
  const [found] = await tx.db
    .select()
    .from(businessCalendars)
    .where(and(eq(businessCalendars.tenantId, actor.tenantId), eq(businessCalendars.programId, programId)));
  return found;
}

/** Reckons in a program's business hours, as they are said now, by the program's zone; the default where nothing is said. */
export async function businessTime(programId: string, context: Context): Promise<BusinessTime> {
  const program = await context.tx.find(programs, programId);
  if (!program) throw notFound();
  const said = await calendarOf(programId, context);
  return businessTimeOf({
    timeZone: program.timeZone,
    hours: said?.hours ?? defaultHours,
    holidays: new Set((said?.holidays ?? []).map(({ on }) => epochDay(on))),
  });
}

/** The days of a program’s calendar, `YYYY-MM-DD`, in order, on which it does not work, from a first to a last day; read as the tenant, for nobody is hidden a holiday. */
export async function holidaysOf(
  programId: string,
  from: string,
  to: string,
  context: Context,
): Promise<string[]> {
  const said = await asTenant(context.tx, () => calendarOf(programId, context));
  return (said?.holidays ?? [])
    .map(({ on }) => on)
    .filter((on) => from <= on && on <= to)
    .toSorted();
}
