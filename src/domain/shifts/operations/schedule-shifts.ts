import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { assignmentNotActive, assignments } from '../../assignments/index.ts';
import { checkedRule } from '../expanding/rule.ts';
import { expandNow } from '../expanding/run.ts';
import { shiftPatternLife } from '../lifecycle/shift-pattern.ts';
import { workerNotAvailable } from '../model/shift.ts';
import {
  bookedByShift,
  patternIsEmpty,
  patternTooLong,
  rule,
  shiftPatternCreated,
} from '../model/shift-pattern.ts';
import { shiftPattern } from '../nouns/shift-pattern.ts';
import { permissions } from '../policy.ts';
import { zonesOf } from '../store/place.ts';
import { shiftPatterns } from '../tables.ts';
import { timersOf } from '../timers.ts';

export const scheduleShifts = command({
  name: 'scheduleShifts',
  summary: 'Give a placed worker a schedule: its shifts of the next eight weeks at once, later ones in time.',
  rest: 'POST /assignments/{assignmentId}/schedule',
  permission: permissions.manage,
  concurrency: 'none',
  input: z.strictObject({ assignmentId: reference('assignment'), ...rule }),
  output: shiftPattern,
  errors: [assignmentNotActive, bookedByShift, workerNotAvailable, patternTooLong, patternIsEmpty],
  async handle({ assignmentId, ...given }, context) {
    const placed = await context.take(assignments, assignmentId, { version: false });
    if (placed.state !== 'pending' && placed.state !== 'active')
      throw assignmentNotActive({ facts: { state: placed.state } });
    if (placed.kind === 'per_diem') throw bookedByShift();
    const { orderId, programId, facilityId, unitId, vendorId, workerId } = placed;
    const timeZone = (await zonesOf([facilityId], context)).get(facilityId)!;
    checkedRule(given, placed, timeZone, context.now);
    const [row] = await context.tx.insert(shiftPatterns, [
      {
        ...given,
        orderId,
        assignmentId,
        programId,
        facilityId,
        unitId,
        vendorId,
        workerId,
        timeZone,
        headcount: 1,
        instantBook: false,
        state: shiftPatternLife.initial,
      },
    ]);
    const expansion = await expandNow(row!, false, context);
    return {
      result: row!,
      events: [
        shiftPatternCreated(expansion.pattern, { shifts: expansion.made.length }),
        ...expansion.events,
      ],
      timers: timersOf(expansion),
    };
  },
});
