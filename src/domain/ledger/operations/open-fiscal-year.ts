import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { periodsOfYear, type Period, type YearRule } from '../calendar/fiscal-year.ts';
import { fiscalPeriodLife } from '../lifecycle/fiscal-period.ts';
import { fiscalYearOpened, periodsOverlap, StatedPeriod } from '../model/calendar.ts';
import { ledgerOfWholeProgram } from '../model/period.ts';
import { fiscalCalendar } from '../nouns/fiscal-calendar.ts';
import { assertWholeProgram, permissions } from '../policy.ts';
import { fiscalCalendars, fiscalPeriods } from '../tables.ts';

const input = z.strictObject({
  fiscalCalendarId: reference('fiscalCalendar'),
  fiscalYear: z
    .int()
    .min(2000)
    .max(2199)
    .meta({ examples: [2026] }),
  periods: z
    .array(StatedPeriod)
    .min(1)
    .max(60)
    .nullish()
    .meta({ description: 'Of a custom calendar alone: the periods in order, without gaps.' }),
});

function stated(periods: readonly z.output<typeof StatedPeriod>[]): Period[] {
  periods.forEach(({ startsOn, endsOn }, at) => {
    const before = periods[at - 1];
    if (endsOn < startsOn)
      throw refuse(`/periods/${at}/endsOn`, 'before_start', 'The last day is before the first.');
    if (before && Temporal.PlainDate.from(before.endsOn).add({ days: 1 }).toString() !== startsOn)
      throw refuse(`/periods/${at}/startsOn`, 'gap', 'It begins on the day after the one before it.');
  });
  return periods.map((period, at) => ({ ...period, number: at + 1 }));
}

function periodsFor(
  calendar: Row<typeof fiscalCalendars>,
  { fiscalYear, periods }: z.output<typeof input>,
): Period[] {
  if (calendar.pattern === 'custom') {
    if (!periods) throw refuse('/periods', 'missing', 'A custom calendar has the periods that are stated.');
    return stated(periods);
  }
  if (periods) throw refuse('/periods', 'not_custom', 'The calendar’s own rule divides the year.');
  return periodsOfYear(fiscalYear, calendar as YearRule);
}

export const openFiscalYear = command({
  name: 'openFiscalYear',
  summary: 'Give a fiscal year its periods, all of them open; every day is of one period of its program.',
  rest: 'POST /fiscal-calendars/{fiscalCalendarId}/years',
  permission: permissions.managePeriods,
  input,
  output: fiscalCalendar,
  errors: [periodsOverlap, ledgerOfWholeProgram],
  async handle(asked, context) {
    assertWholeProgram(context.actor);
    const calendar = await context.take(fiscalCalendars, asked.fiscalCalendarId);
    const { id: calendarId, programId } = calendar;
    const { fiscalYear } = asked;
    await context.tx.insert(
      fiscalPeriods,
      periodsFor(calendar, asked).map((period) => ({
        ...period,
        calendarId,
        programId,
        fiscalYear,
        state: fiscalPeriodLife.initial,
      })),
    );
    const opened = await context.tx.change(fiscalCalendars, calendar, {});
    return { result: opened, events: [fiscalYearOpened(opened, { fiscalYear })] };
  },
});
