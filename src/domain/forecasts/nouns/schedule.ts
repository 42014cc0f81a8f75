import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { codeOf, Id, Instant } from '../../../kernel/shapes.ts';
import { membership } from '../../access/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { ReportWeekday, TimeOfDay } from '../../saved-reports/index.ts';
import { forecastScheduleLife } from '../lifecycle.ts';
import { ForecastBasis, ForecastMeasure, ForecastScheduleState } from '../model/shapes.ts';
import { ofSchedule, permissions } from '../policy.ts';
import { forecastSchedules } from '../tables.ts';
import { forecast } from './forecast.ts';

const filtered = { filter: true };

export const forecastSchedule = noun({
  name: 'forecastSchedule',
  summary: 'A forecast that is made anew each week, by the rights of whoever asked for it.',
  table: forecastSchedules,
  read: permissions.read,
  lifecycle: forecastScheduleLife,
  fields: {
    membershipId: field(Id, filtered),
    programId: field(Id, filtered),
    facilityId: field(Id.nullable(), filtered),
    unitId: field(Id.nullable(), filtered),
    profession: field(codeOf('profession', 'rn').nullable(), filtered),
    basis: field(ForecastBasis, filtered),
    measure: field(ForecastMeasure, filtered),
    horizonWeeks: field(z.int()),
    historyWeeks: field(z.int()),
    weekday: field(ReportWeekday),
    time: field(TimeOfDay.meta({ description: 'On the program’s clocks.' })),
    nextRunAt: field(Instant.nullable(), { filter: true, sort: true }),
    state: field(ForecastScheduleState, filtered),
  },
  visibleTo: ofSchedule(forecastSchedules),
});

edge(forecastSchedule, 'membershipId', 'membership', membership, null);
edge(forecastSchedule, 'programId', 'program', program, null);
edge(forecastSchedule, 'facilityId', 'facility', facility, null);
edge(forecastSchedule, 'unitId', 'unit', unit, null);
edge(forecast, 'scheduleId', 'schedule', forecastSchedule, 'forecasts');
