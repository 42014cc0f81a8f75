import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { assertProvided } from '../../../../kernel/provisos.ts';
import { Instant, reference } from '../../../../kernel/shapes.ts';
import { shiftLife } from '../../lifecycle/shift.ts';
import { shift } from '../../nouns/shift.ts';
import { shifts } from '../../tables.ts';
import { shiftNotDue, shiftStarted } from '../model.ts';
import { attendingPermissions } from '../policy.ts';
import { assertBegun } from '../time.ts';

export const startShift = command({
  name: 'startShift',
  summary: 'Say that the worker began a scheduled shift.',
  rest: 'POST /shifts/{shiftId}/start',
  permission: attendingPermissions.start,
  input: z.strictObject({
    shiftId: reference('shift'),
    startedAt: Instant.optional().meta({ description: 'Absent: now.' }),
  }),
  output: shift,
  errors: [stepNotAllowed, shiftNotDue],
  async handle({ shiftId, startedAt }, context) {
    const held = await context.take(shifts, shiftId);
    const state = step(shiftLife, 'start', held.state);
    await assertProvided(shiftLife, 'start', shifts, held, context);
    const actualStartsAt = startedAt ?? context.now;
    assertBegun(actualStartsAt, held, context.now);
    const row = await context.tx.change(shifts, held, { state, actualStartsAt, overdueAt: null });
    return { result: row, events: [shiftStarted(row, { startedAt: actualStartsAt })] };
  },
});
