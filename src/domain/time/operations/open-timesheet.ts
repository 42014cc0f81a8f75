import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { workweekStartingOn, type Weekday } from '../../../kernel/week.ts';
import { epochDay } from '../../../kernel/zone.ts';
import { weekdayOf } from '../../../kernel/week.ts';
import { assignmentForTime, assignmentNotActive } from '../../assignments/index.ts';
import { facilities } from '../../programs/index.ts';
import { timesheetOpened } from '../events.ts';
import { timesheetLife } from '../lifecycle.ts';
import { noPayPolicy, notAWorkweekStart, timesheetExists } from '../model.ts';
import { timesheet } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { workweekOn } from '../store.ts';
import { timesheets } from '../tables.ts';

export const openTimesheet = command({
  name: 'openTimesheet',
  summary: 'Open a workweek of an assignment to state hours in.',
  rest: 'POST /timesheets',
  permission: permissions.open,
  input: z.strictObject({
    assignmentId: reference('assignment'),
    weekStartsOn: Day.meta({ description: 'The day on which the pay policy begins its workweeks.' }),
  }),
  example: { assignmentId: '0198c0de-0000-7000-8000-000000000001', weekStartsOn: '2026-02-08' },
  output: timesheet,
  errors: [assignmentNotActive, noPayPolicy, notAWorkweekStart, timesheetExists],
  async handle({ assignmentId, weekStartsOn }, context) {
    const { programId, facilityId, unitId, vendorId, workerId } = await assignmentForTime(
      assignmentId,
      context,
    );
    const workweek = await workweekOn(programId, facilityId, weekStartsOn, context);
    if (!workweek) throw noPayPolicy();
    if (workweek.weekday !== weekdayOf(epochDay(weekStartsOn)))
      throw notAWorkweekStart({ detail: `Workweeks begin on ${workweek.weekday}; ${weekStartsOn} is none.` });
    const { timeZone } = (await context.tx.find(facilities, facilityId))!;
    const start = { day: workweek.weekday as Weekday, time: workweek.time };
    const span = workweekStartingOn(weekStartsOn, start, timeZone);
    const [opened] = await context.tx.insert(timesheets, [
      {
        assignmentId,
        programId,
        facilityId,
        unitId,
        vendorId,
        workerId,
        weekStartsOn,
        timeZone,
        weekStartsAt: span.start,
        weekEndsAt: span.end,
        payPolicyId: workweek.payPolicyId,
        state: timesheetLife.initial,
      },
    ]);
    return { result: opened!, events: [timesheetOpened(opened!, { assignmentId, weekStartsOn })] };
  },
});
