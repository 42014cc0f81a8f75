import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { codeOf, reference } from '../../../kernel/shapes.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { placeOf, programs } from '../../programs/index.ts';
import { ReportWeekday, TimeOfDay } from '../../saved-reports/index.ts';
import { forecastScheduleLife } from '../lifecycle.ts';
import { forecastBeyondScope, forecastScheduled, forecastScheduledAlready } from '../model/happened.ts';
import { ForecastBasis, ForecastMeasure } from '../model/shapes.ts';
import { forecastSchedule } from '../nouns/schedule.ts';
import { permissions } from '../policy.ts';
import { nextForecastAt, runForecastSchedule } from '../scheduling.ts';
import { assertReaches } from '../stating.ts';
import { forecastSchedules } from '../tables.ts';

export const scheduleForecast = command({
  name: 'scheduleForecast',
  summary:
    'Have a forecast made anew each week, on the program’s clocks and by your rights; each time, the earlier ones are compared with what came.',
  rest: 'POST /forecast-schedules',
  permission: permissions.forecast,
  input: z.strictObject({
    programId: reference('program'),
    facilityId: reference('facility').nullish(),
    unitId: reference('unit').nullish(),
    profession: codeOf('profession', 'rn').nullish(),
    basis: ForecastBasis,
    measure: ForecastMeasure.default('hours'),
    horizonWeeks: z.int().min(1).max(13).default(4),
    historyWeeks: z.int().min(8).max(520).default(156),
    weekday: ReportWeekday.default('monday'),
    time: TimeOfDay.default('06:00'),
  }),
  example: { programId: '0198c0de-0000-7000-8000-000000000001', basis: 'shifts' },
  output: forecastSchedule,
  errors: [forecastBeyondScope, forecastScheduledAlready],
  async handle({ profession = null, ...asked }, context) {
    const { actor, tx, now } = context;
    const { basis, measure, horizonWeeks, historyWeeks, weekday, time } = asked;
    const place = await placeOf(asked, context);
    assertReaches(actor, place);
    if (basis === 'census' && measure !== 'hours')
      throw refuse('/measure', 'hours_only', 'What patients are owed is counted in hours.');
    const { timeZone } = (await asTenant(tx, () => tx.find(programs, asked.programId)))!;
    const nextRunAt = nextForecastAt({ weekday, time }, timeZone, now);
    const [row] = await tx.insert(forecastSchedules, [
      {
        ...place,
        profession,
        basis,
        measure,
        horizonWeeks,
        historyWeeks,
        weekday,
        time,
        nextRunAt,
        membershipId: actor.membershipId!,
        state: forecastScheduleLife.initial,
      },
    ]);
    return {
      result: row!,
      events: [forecastScheduled(row!, { basis, measure })],
      timers: [runForecastSchedule(nextRunAt, row!.id, {})],
    };
  },
});
