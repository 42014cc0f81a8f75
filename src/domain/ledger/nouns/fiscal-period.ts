import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id, Instant } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { fiscalPeriodLife } from '../lifecycle/fiscal-period.ts';
import { FiscalPeriodState } from '../model/period.ts';
import { permissions } from '../policy.ts';
import { fiscalPeriods } from '../tables.ts';
import { fiscalCalendar } from './fiscal-calendar.ts';

export const fiscalPeriod = noun({
  name: 'fiscalPeriod',
  summary: 'Days that close together; a closed one takes no document dated in it.',
  table: fiscalPeriods,
  read: permissions.readPeriods,
  lifecycle: fiscalPeriodLife,
  fields: {
    calendarId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    fiscalYear: field(z.int(), { filter: true, sort: true }),
    number: field(z.int(), { filter: true, sort: true }),
    name: field(z.string(), { filter: true, sort: true }),
    startsOn: field(Day, { filter: true, sort: true }),
    endsOn: field(Day, { filter: true, sort: true }),
    state: field(FiscalPeriodState, { filter: true }),
    closedAt: field(Instant.nullable(), { sort: true }),
    closedBy: field(Id.nullable()),
  },
});

edge(fiscalPeriod, 'calendarId', 'calendar', fiscalCalendar, 'periods');
edge(fiscalPeriod, 'programId', 'program', program, 'fiscalPeriods');
