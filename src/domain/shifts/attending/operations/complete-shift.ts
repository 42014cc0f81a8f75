import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { Instant, reference } from '../../../../kernel/shapes.ts';
import { shiftLife } from '../../lifecycle/shift.ts';
import { shift } from '../../nouns/shift.ts';
import { shifts } from '../../tables.ts';
import type { HeldShift } from '../held.ts';
import { shiftCompleted } from '../model.ts';
import { keptHow } from '../points.ts';
import { attendingPermissions } from '../policy.ts';
import { noteAttendance } from '../store.ts';
import { assertWorked } from '../time.ts';

export const completeShift = command({
  name: 'completeShift',
  summary: 'Say when a shift that was begun ended, with its meal; how it was kept is noted.',
  rest: 'POST /shifts/{shiftId}/complete',
  permission: attendingPermissions.complete,
  input: z.strictObject({
    shiftId: reference('shift'),
    endsAt: Instant.optional().meta({ description: 'When the work ended. Absent: now.' }),
    mealStartsAt: Instant.optional(),
    mealEndsAt: Instant.optional(),
  }),
  output: shift,
  errors: [stepNotAllowed],
  async handle({ shiftId, endsAt, mealStartsAt = null, mealEndsAt = null }, context) {
    const held = await context.take(shifts, shiftId);
    const state = step(shiftLife, 'complete', held.state);
    const startsAt = held.actualStartsAt!;
    const work = { startsAt, endsAt: endsAt ?? context.now, mealStartsAt, mealEndsAt };
    assertWorked(work, context.now);
    const row = await context.tx.change(shifts, held, {
      state,
      actualEndsAt: work.endsAt,
      mealStartsAt,
      mealEndsAt,
      atRisk: false,
    });
    const kept = keptHow({ ...held, actualStartsAt: startsAt, actualEndsAt: work.endsAt });
    const noted = await noteAttendance(row as HeldShift, kept, context);
    return {
      result: row,
      events: [shiftCompleted(row, { startedAt: startsAt, endedAt: work.endsAt }), ...noted],
    };
  },
});
