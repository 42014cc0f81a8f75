import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { Day, Id, Rate } from '../../../kernel/shapes.ts';
import { payToClient, readsBillRate, readsPayRate } from '../../submissions/index.ts';
import { readsWorkerId } from '../../workers/index.ts';
import { shiftPatternLife } from '../lifecycle/shift-pattern.ts';
import { LocalTime, ShiftPatternState, ShiftWeekday } from '../model/shift-pattern.ts';
import { ours, permissions } from '../policy.ts';
import { shiftPatterns } from '../tables.ts';

export const shiftPattern = noun({
  name: 'shiftPattern',
  summary:
    'Shifts that come again by the clock of the facility: open ones of an order, or a placed worker’s schedule.',
  table: shiftPatterns,
  read: permissions.readPatterns,
  lifecycle: shiftPatternLife,
  fields: {
    orderId: field(Id, { filter: true }),
    assignmentId: field(Id.nullable(), { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    workerId: field(Id.nullable(), { filter: true, readers: readsWorkerId }),
    timeZone: field(z.string()),
    weekdays: field(z.array(ShiftWeekday)),
    startTime: field(LocalTime),
    endTime: field(LocalTime),
    everyWeeks: field(z.int()),
    firstOn: field(Day, { filter: true, sort: true }),
    lastOn: field(Day, { filter: true, sort: true }),
    headcount: field(z.int()),
    skippedOn: field(z.array(Day)),
    mealMinutes: field(z.int()),
    billRate: field(
      Rate.nullable().meta({ description: 'Null: the order’s, or the placement’s on that day.' }),
      {
        dataClass: 'commercial',
        readers: readsBillRate,
      },
    ),
    payRate: field(Rate.nullable(), { dataClass: 'pay', readers: readsPayRate, staged: payToClient }),
    instantBook: field(z.boolean()),
    broadcastPlanId: field(Id.nullable(), { dataClass: 'internal', readers: ours }),
    expandedTo: field(Day.nullable().meta({ description: 'Up to and with this day its shifts are there.' })),
    state: field(ShiftPatternState, { filter: true }),
  },
  visibleTo: { vendor: 'scoped', worker: 'scoped' },
});
