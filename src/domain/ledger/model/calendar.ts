import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { Day, oneOf, reference, text } from '../../../kernel/shapes.ts';
import { weekdays } from '../../../kernel/week.ts';

export const patterns = ['months', 'weeks_445', 'weeks_454', 'weeks_544', 'custom'] as const;
export const FiscalPattern = oneOf('FiscalPattern', patterns);
export const FiscalYearEnd = oneOf('FiscalYearEnd', ['last', 'nearest']);
export const WeekEnd = oneOf('FiscalWeekEnd', weekdays);

/** How years divide: calendar months, quarters of 13 weeks, or periods that are stated. */
export const FiscalCalendarTerms = z.strictObject({
  programId: reference('program'),
  name: text(200).meta({ examples: ['Fiscal year to June'] }),
  pattern: FiscalPattern,
  yearEndsIn: z.int().min(1).max(12).nullish().meta({
    description: 'The month, 1 to 12, in which years end; a year is called by the calendar year of its end.',
  }),
  weekEndsOn: WeekEnd.nullish().meta({ description: 'Of weeks: the weekday on which every year ends.' }),
  yearEndsBy: FiscalYearEnd.nullish().meta({
    description: 'Of weeks: on the last such weekday of the month, or on the one nearest to its last day.',
  }),
});

/** A period that is stated: its days, both in it. */
export const StatedPeriod = z
  .strictObject({ name: text(100), startsOn: Day, endsOn: Day })
  .meta({ id: 'StatedPeriod' });

export const calendarExists = declareError(
  'calendar_exists',
  'conflict',
  'The program has a fiscal calendar already.',
);
export const calendarIncomplete = declareError(
  'calendar_incomplete',
  'invalid',
  'Months name the month in which a year ends; weeks its weekday and rule too; a custom calendar none of them.',
);
export const periodsOverlap = declareError(
  'periods_overlap',
  'conflict',
  'Some of these days are of another period of the program.',
);

const nothing = z.strictObject({});

export const fiscalCalendarCreated = event({
  type: 'fiscal_calendar.created',
  summary: 'A program has a fiscal calendar.',
  sides: ['operator', 'client'],
  data: nothing,
});
export const fiscalYearOpened = event({
  type: 'fiscal_calendar.year_opened',
  summary: 'A fiscal year has its periods.',
  sides: ['operator', 'client'],
  data: z.strictObject({ fiscalYear: z.int() }),
});
