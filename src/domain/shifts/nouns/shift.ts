import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { hoursShown } from '../../../kernel/hours.ts';
import { field, noun, type FieldOptions } from '../../../kernel/noun.ts';
import { Amount, Day, Hours, Id, Instant, Rate } from '../../../kernel/shapes.ts';
import { Currency } from '../../programs/index.ts';
import { payToClient, readsBillRate, readsPayRate } from '../../submissions/index.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { shiftLife } from '../lifecycle/shift.ts';
import { ShiftCancelParty, ShiftCancelReason, ShiftState, ShiftTimesheetState } from '../model/shift.ts';
import {
  ours,
  permissions,
  readsTimesheets,
  shownToVendor,
  shownToWorker,
  stateTo,
  timesheetStateOf,
} from '../policy.ts';
import { shifts } from '../tables.ts';

const bill: FieldOptions = { dataClass: 'commercial', readers: readsBillRate };
const internal: FieldOptions = { dataClass: 'internal', readers: ours };

export const shift = noun({
  name: 'shift',
  summary:
    'One worked period of an order; who takes it is placed on the order by it. Its hours become lines of a timesheet.',
  table: shifts,
  read: permissions.read,
  lifecycle: shiftLife,
  fields: {
    orderId: field(Id, { filter: true }),
    assignmentId: field(Id.nullable(), { filter: true }),
    patternId: field(Id.nullable(), { ...internal, filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    workerId: field(Id.nullable(), { filter: true, readers: readsWorkerId }),
    representationId: field(Id.nullable(), {
      filter: true,
      readers: (actor) => actor.side !== 'client' && readsPeople(actor),
    }),
    startsAt: field(Instant, { filter: true, sort: true }),
    endsAt: field(Instant, { filter: true, sort: true }),
    timeZone: field(z.string().meta({ description: 'Of the facility.' })),
    localDate: field(Day.meta({ description: 'The day at the facility on which it begins.' }), {
      filter: true,
      sort: true,
    }),
    mealMinutes: field(z.int().meta({ description: 'Unpaid.' })),
    hours: field(Hours.meta({ description: 'From start to end without the meal.' }), {
      value: (row) =>
        sql`${hoursShown(sql`((extract(epoch from ${row('endsAt')} - ${row('startsAt')}) / 60)::integer - ${row('mealMinutes')})`)}`,
    }),
    currency: field(Currency),
    baseRate: field(Rate.meta({ description: 'Before any boost.' }), bill),
    billRate: field(Rate, { ...bill, filter: true, sort: true }),
    payRate: field(Rate.nullable(), { dataClass: 'pay', readers: readsPayRate, staged: payToClient }),
    instantBook: field(z.boolean(), { filter: true }),
    postedAt: field(Instant.nullable(), { filter: true, sort: true }),
    broadcast: field(z.boolean(), internal),
    note: field(z.string().nullable(), { readers: readsPeople }),
    atRisk: field(z.boolean().meta({ description: 'Its worker may not work for now.' }), { filter: true }),
    canceledAt: field(Instant.nullable(), { filter: true, sort: true }),
    canceledBy: field(ShiftCancelParty.nullable(), { filter: true }),
    cancelReason: field(ShiftCancelReason.nullable(), { filter: true }),
    cancelNote: field(z.string().nullable(), {
      ...internal,
      readers: (actor) => ours(actor) && readsPeople(actor),
    }),
    calledOff: field(z.boolean(), { filter: true }),
    noticeMinutes: field(
      z.int().nullable().meta({ description: 'From the cancellation to the start; negative after it.' }),
    ),
    penaltyHours: field(Hours.nullable(), bill),
    penaltyAmount: field(Amount.nullable(), bill),
    actualStartsAt: field(Instant.nullable(), { filter: true }),
    actualEndsAt: field(Instant.nullable(), { filter: true }),
    mealStartsAt: field(Instant.nullable()),
    mealEndsAt: field(Instant.nullable()),
    overdueAt: field(Instant.nullable(), { filter: true }),
    dnrProposed: field(z.boolean(), { ...internal, filter: true }),
    // That somebody else did not come is nothing to the next vendor.
    replacesShiftId: field(Id.nullable(), { ...internal, filter: true }),
    timesheetId: field(Id.nullable().meta({ description: 'Which took its hours when they were reported.' }), {
      filter: true,
      readers: readsTimesheets,
    }),
    timesheetState: field(
      ShiftTimesheetState.nullable().meta({
        description: 'What became of its hours: accepted, disputed, billed.',
      }),
      { filter: true, readers: readsTimesheets, value: timesheetStateOf },
    ),
    state: field(ShiftState, { filter: true, value: stateTo }),
  },
  visibleTo: { vendor: shownToVendor, worker: shownToWorker },
  externalIds: true,
});
