import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { FiscalPattern, FiscalYearEnd, WeekEnd } from '../model/calendar.ts';
import { permissions } from '../policy.ts';
import { fiscalCalendars } from '../tables.ts';

export const fiscalCalendar = noun({
  name: 'fiscalCalendar',
  summary: 'How a program’s fiscal years divide into periods; one a program.',
  table: fiscalCalendars,
  read: permissions.readPeriods,
  fields: {
    programId: field(Id, { filter: true }),
    name: field(z.string(), { filter: true, sort: true }),
    pattern: field(FiscalPattern, { filter: true }),
    yearEndsIn: field(z.int().nullable()),
    weekEndsOn: field(WeekEnd.nullable()),
    yearEndsBy: field(FiscalYearEnd.nullable()),
  },
});

edge(fiscalCalendar, 'programId', 'program', program, 'fiscalCalendars');
