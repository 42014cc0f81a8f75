import { stepCommand } from '../../../kernel/step-command.ts';
import { forecastScheduleLife } from '../lifecycle.ts';
import { forecastScheduleEnded } from '../model/happened.ts';
import { forecastSchedule } from '../nouns/schedule.ts';
import { forecastSchedules } from '../tables.ts';

export const endForecastSchedule = stepCommand({
  noun: forecastSchedule,
  table: forecastSchedules,
  life: forecastScheduleLife,
  verb: 'end',
  summary: 'Make the forecast anew no more; what was made stays.',
  event: forecastScheduleEnded,
  data: ({ basis, measure }) => ({ basis, measure }),
  reason: 'optional',
  changes: () => ({ nextRunAt: null }),
});
