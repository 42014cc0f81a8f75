import type { EventDeclaration } from '../../../kernel/event.ts';
import { reaction } from '../../../kernel/operation.ts';
import { reactionToAll } from '../../../kernel/reaction-to-all.ts';
import { localDate } from '../../../kernel/zone.ts';
import {
  callOffPeriodEnded,
  resettleCallOffs,
  settleCallOffs,
  shiftReported,
  shifts,
} from '../../shifts/index.ts';
import { timesheetAdjusted, timesheetApproved } from '../events.ts';
import { stateShift } from './state.ts';
import { timesheets } from '../tables.ts';
import { minutesWorked } from './worked.ts';

/** The hours of a shift are lines of its worker's timesheet, which it points to from then on. */
const stateReported = reaction({
  name: 'stateReportedShift',
  on: shiftReported,
  when: 'with',
  async handle({ subject, data: { assignmentId } }, context) {
    const shift = (await context.tx.find(shifts, subject.id))!;
    const { actualStartsAt, actualEndsAt, mealStartsAt, mealEndsAt } = shift;
    const meals = mealStartsAt && mealEndsAt ? [{ startsAt: mealStartsAt, endsAt: mealEndsAt }] : [];
    const entry = {
      startsAt: actualStartsAt!,
      endsAt: actualEndsAt!,
      meals,
      kind: 'worked' as const,
      roles: [],
      source: 'shift' as const,
    };
    const { timesheetId, events } = await stateShift(entry, assignmentId, context);
    await context.tx.change(shifts, shift, { timesheetId });
    return { events };
  },
});

/** What calls off cost depends on what was worked in their weeks. */
const settlePeriodEnded = reaction({
  name: 'settleCallOffPeriod',
  on: callOffPeriodEnded,
  when: 'with',
  handle: async ({ subject }, context) => ({
    events: await settleCallOffs(subject.id, minutesWorked(context), context),
  }),
});

const resettling = <Data>(name: string, on: EventDeclaration<Data>) =>
  reactionToAll({
    name,
    on,
    async handleMany(facts, context) {
      const ids = facts.map(({ subject }) => subject.id);
      const sheets = [...(await context.tx.takeAll(timesheets, ids)).values()];
      const weeks = sheets.map(({ assignmentId, weekStartsAt, weekEndsAt, timeZone }) => ({
        assignmentId,
        first: localDate(weekStartsAt, timeZone),
        last: localDate(weekEndsAt, timeZone),
      }));
      return { events: await resettleCallOffs(weeks, minutesWorked(context), context) };
    },
  });

/** Hours that are approved or adjusted after the period was reckoned change what it costs. */
export const shiftReactions = [
  stateReported,
  settlePeriodEnded,
  resettling('resettleApprovedWeek', timesheetApproved),
  resettling('resettleAdjustedWeek', timesheetAdjusted),
];
