import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { Instant, reference } from '../../../../kernel/shapes.ts';
import { shiftLife } from '../../lifecycle/shift.ts';
import { shift } from '../../nouns/shift.ts';
import { shifts } from '../../tables.ts';
import type { HeldShift } from '../held.ts';
import { shiftHoursRefused, shiftReported } from '../model.ts';
import { attendingPermissions } from '../policy.ts';
import { assertBegun, assertWorked } from '../time.ts';

export const reportShift = command({
  name: 'reportShift',
  summary:
    'State the hours of a completed shift: they become an interval on the open timesheet of its week, which the client approves.',
  rest: 'POST /shifts/{shiftId}/report',
  permission: attendingPermissions.report,
  input: z.strictObject({
    shiftId: reference('shift'),
    startsAt: Instant.optional().meta({ description: 'Absent, like the others: as it was when completed.' }),
    endsAt: Instant.optional(),
    mealStartsAt: Instant.nullish(),
    mealEndsAt: Instant.nullish(),
  }),
  output: shift,
  errors: [stepNotAllowed, shiftHoursRefused],
  async handle({ shiftId, ...stated }, context) {
    const held = await context.take(shifts, shiftId);
    const state = step(shiftLife, 'report', held.state);
    const work = {
      startsAt: stated.startsAt ?? held.actualStartsAt!,
      endsAt: stated.endsAt ?? held.actualEndsAt!,
      mealStartsAt: stated.mealStartsAt === undefined ? held.mealStartsAt : stated.mealStartsAt,
      mealEndsAt: stated.mealEndsAt === undefined ? held.mealEndsAt : stated.mealEndsAt,
    };
    assertWorked(work, context.now);
    assertBegun(work.startsAt, held, context.now, '/startsAt');
    const row = await context.tx.change(shifts, held, {
      state,
      actualStartsAt: work.startsAt,
      actualEndsAt: work.endsAt,
      mealStartsAt: work.mealStartsAt,
      mealEndsAt: work.mealEndsAt,
    });
    return {
      result: row,
      events: [shiftReported(row, { assignmentId: (row as HeldShift).assignmentId })],
    };
  },
});
