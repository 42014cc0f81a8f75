import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference } from '../../../../kernel/shapes.ts';
import { isScheduleOf } from '../../canceling/guarantee.ts';
import { shiftLife } from '../../lifecycle/shift.ts';
import { shift } from '../../nouns/shift.ts';
import { shifts } from '../../tables.ts';
import { backfillStart, postBackfill } from '../backfill.ts';
import { isBefore, type HeldShift } from '../held.ts';
import { noBackfill, shiftMarkedMissed, shiftMissed, shiftNotDue } from '../model.ts';
import { attendingPermissions } from '../policy.ts';
import { noteAttendance } from '../store.ts';

export const reportShiftNoShow = command({
  name: 'reportShiftNoShow',
  summary:
    'Say that the worker did not come to a shift: it counts in the attendance score, a do-not-return is proposed to the operator, and what is left of the shift may be posted again.',
  rest: 'POST /shifts/{shiftId}/no-show',
  permission: attendingPermissions.noShow,
  input: z.strictObject({
    shiftId: reference('shift'),
    proposeDoNotReturn: z.boolean().default(true),
    reopen: z.boolean().default(false).meta({ description: 'Whether an open shift takes its place.' }),
  }),
  output: shift,
  errors: [stepNotAllowed, shiftNotDue, noBackfill],
  async handle({ shiftId, proposeDoNotReturn, reopen }, context) {
    const held = (await context.take(shifts, shiftId)) as HeldShift;
    const state = step(shiftLife, 'noShow', held.state);
    if (isBefore(context.now, held.startsAt)) throw shiftNotDue();
    const from = reopen ? backfillStart(held, context.now) : null;
    if (reopen && (from === null || (await isScheduleOf(held, context)))) throw noBackfill();
    const change = { state, dnrProposed: proposeDoNotReturn, atRisk: false };
    const row = (await context.tx.change(shifts, held, change)) as HeldShift;
    const noted = await noteAttendance(row, ['no_show'], context);
    const backfill = from === null ? undefined : await postBackfill(row, from, context);
    const missed = shiftMissed(row, { doNotReturnProposed: proposeDoNotReturn });
    return {
      result: row,
      events: [missed, shiftMarkedMissed(row, {}), ...noted, ...(backfill?.events ?? [])],
      timers: backfill?.timers ?? [],
    };
  },
});
