import { z } from 'zod';
import type { Fact } from '../../../kernel/event.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { weekdayOf, workweekStartingOn } from '../../../kernel/week.ts';
import { epochDay } from '../../../kernel/zone.ts';
import { assignmentForTime, assignmentNotActive } from '../../assignments/index.ts';
import { facilities } from '../../programs/index.ts';
import { assertWeekUnlocked } from '../locks/assert.ts';
import { timePeriodLocked } from '../locks/model.ts';
import { noPayPolicy, notAWorkweekStart, timesheetExists } from '../model.ts';
import { timesheet } from '../nouns.ts';
import { insertWeeks } from '../opening/insert-weeks.ts';
import { plannedWeek } from '../opening/weeks.ts';
import { permissions } from '../policy.ts';
import { workweekFor } from '../policies/store.ts';

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
  errors: [assignmentNotActive, noPayPolicy, notAWorkweekStart, timePeriodLocked, timesheetExists],
  async handle({ assignmentId, weekStartsOn }, context) {
    const assignment = await assignmentForTime(assignmentId, context);
    const policy = await workweekFor(assignment, weekStartsOn, context);
    if (!policy) throw noPayPolicy();
    const { start, payPolicyId } = policy;
    if (start.day !== weekdayOf(epochDay(weekStartsOn)))
      throw notAWorkweekStart({ detail: `Workweeks begin on ${start.day}; ${weekStartsOn} is none.` });
    const { timeZone } = (await context.tx.find(facilities, assignment.facilityId))!;
    const span = workweekStartingOn(weekStartsOn, start, timeZone);
    const week = plannedWeek(assignment, span, { timeZone, payPolicyId }, context);
    await assertWeekUnlocked(week, context);
    const { sheets, events } = await insertWeeks([week], context);
    return { result: sheets[0]!, events: events as [Fact, ...Fact[]] };
  },
});
