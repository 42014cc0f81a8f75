import { command } from '../../../kernel/operation.ts';
import {
  calendarExists,
  calendarIncomplete,
  fiscalCalendarCreated,
  FiscalCalendarTerms,
} from '../model/calendar.ts';
import { ledgerOfWholeProgram } from '../model/period.ts';
import { fiscalCalendar } from '../nouns/fiscal-calendar.ts';
import { assertWholeProgram, permissions } from '../policy.ts';
import { fiscalCalendars } from '../tables.ts';

export const createFiscalCalendar = command({
  name: 'createFiscalCalendar',
  summary:
    'Say how a program’s fiscal years divide: calendar months, 4-4-5, 4-5-4 or 5-4-4 weeks, or as stated.',
  rest: 'POST /fiscal-calendars',
  permission: permissions.managePeriods,
  input: FiscalCalendarTerms,
  output: fiscalCalendar,
  errors: [calendarExists, calendarIncomplete, ledgerOfWholeProgram],
  async handle({ yearEndsIn = null, weekEndsOn = null, yearEndsBy = null, ...terms }, context) {
    assertWholeProgram(context.actor);
    const isOfWeeks = terms.pattern !== 'custom' && terms.pattern !== 'months';
    const isComplete =
      (yearEndsIn !== null) === (terms.pattern !== 'custom') &&
      (weekEndsOn !== null) === isOfWeeks &&
      (yearEndsBy !== null) === isOfWeeks;
    if (!isComplete) throw calendarIncomplete();
    const [made] = await context.tx.insert(fiscalCalendars, [
      { ...terms, yearEndsIn, weekEndsOn, yearEndsBy },
    ]);
    return { result: made!, events: [fiscalCalendarCreated(made!, {})] };
  },
});
