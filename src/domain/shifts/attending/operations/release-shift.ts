import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { Id, reference } from '../../../../kernel/shapes.ts';
import { reannounce } from '../../broadcasting/again.ts';
import { cancelOne } from '../../canceling/cancel.ts';
import { ReleaseCause, shiftHasBegun, shiftReleased } from '../../canceling/model.ts';
import { isScheduleOf } from '../../canceling/guarantee.ts';
import { minutesUntil } from '../../canceling/period.ts';
import { shiftLife } from '../../lifecycle/shift.ts';
import { ShiftState } from '../../model/shift.ts';
import { shifts } from '../../tables.ts';
import type { HeldShift } from '../held.ts';
import { releasedHow } from '../points.ts';
import { attendingPermissions } from '../policy.ts';
import { makeOpen } from '../release.ts';
import { attendanceSettings, noteAttendance } from '../store.ts';

export const releaseShift = command({
  name: 'releaseShift',
  summary:
    'Give a scheduled shift back, which is open again, or canceled where it is of the schedule of a placement: late notice, or the worker calling off, counts in the attendance score.',
  rest: 'POST /shifts/{shiftId}/release',
  permission: attendingPermissions.release,
  input: z.strictObject({
    shiftId: reference('shift'),
    cause: ReleaseCause.default('released').meta({
      description: '`called_off`: the worker cannot come; `released`: the vendor gives it back.',
    }),
  }),
  // Whoever gave it back may see it no more.
  output: z
    .strictObject({ id: Id, state: ShiftState, noticeMinutes: z.int(), points: z.int().nullable() })
    .meta({ id: 'ReleasedShift' }),
  errors: [stepNotAllowed, shiftHasBegun],
  async handle({ shiftId, cause }, context) {
    const held = (await context.take(shifts, shiftId)) as HeldShift;
    const state = step(shiftLife, 'release', held.state);
    const noticeMinutes = minutesUntil(held.startsAt, context.now);
    if (noticeMinutes < 0) throw shiftHasBegun();
    const { lateReleaseHours } = await attendanceSettings(held, context);
    // A client's own people give nothing back in the worker's name.
    const ours = context.actor.side === 'operator';
    const kind = ours ? undefined : releasedHow(noticeMinutes, cause, lateReleaseHours);
    const noted = await noteAttendance(held, kind ? [kind] : [], context);
    const points = (noted[0]?.data as { points: number } | undefined)?.points ?? null;
    if (await isScheduleOf(held, context)) {
      const why = { by: 'vendor', reason: 'other', note: null, penalized: false } as const;
      const { row, facts } = await cancelOne(held, why, context);
      return {
        result: { id: row.id, state: row.state, noticeMinutes, points },
        events: [...facts, ...noted],
      };
    }
    const row = await makeOpen(held, state, context);
    const { events, timers } = await reannounce([row], context);
    const { vendorId, workerId } = held;
    return {
      result: { id: row.id, state: row.state, noticeMinutes, points },
      events: [shiftReleased({ ...row, vendorId, workerId }, { cause, noticeMinutes }), ...noted, ...events],
      timers,
    };
  },
});
