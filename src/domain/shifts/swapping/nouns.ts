import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { readsWorkerId } from '../../workers/index.ts';
import { attendingPermissions, readsReasons } from '../attending/policy.ts';
import { shift } from '../nouns/shift.ts';
import { shiftSwapLife } from './lifecycle.ts';
import { ShiftSwapState, SwapSide } from './model.ts';
import { shiftSwaps } from './tables.ts';

export const shiftSwap = noun({
  name: 'shiftSwap',
  summary:
    'A shift that a worker would give to another of the same vendor, for a shift of that one or for none.',
  table: shiftSwaps,
  read: attendingPermissions.readSwaps,
  lifecycle: shiftSwapLife,
  fields: {
    shiftId: field(Id, { filter: true }),
    otherShiftId: field(Id.nullable(), { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id.meta({ description: 'Who gives the shift.' }), {
      filter: true,
      readers: readsWorkerId,
    }),
    otherWorkerId: field(Id.meta({ description: 'Who takes it.' }), { filter: true, readers: readsWorkerId }),
    proposedBySide: field(SwapSide, { filter: true }),
    reason: field(z.string(), { dataClass: 'internal', readers: readsReasons }),
    startsAt: field(Instant.meta({ description: 'Of the shift, when it was proposed.' }), {
      filter: true,
      sort: true,
    }),
    endsAt: field(Instant),
    otherStartsAt: field(Instant.nullable()),
    otherEndsAt: field(Instant.nullable()),
    expiresAt: field(Instant, { filter: true, sort: true }),
    answeredAt: field(Instant.nullable()),
    decidedAt: field(Instant.nullable(), { sort: true }),
    declineReason: field(z.string().nullable(), { dataClass: 'internal', readers: readsReasons }),
    state: field(ShiftSwapState, { filter: true }),
  },
  visibleTo: {
    vendor: 'scoped',
    worker: (row, { workerId }) =>
      sql`(${row('workerId')} = ${workerId} or ${row('otherWorkerId')} = ${workerId})`,
  },
});

edge(shiftSwap, 'shiftId', 'shift', shift, 'swaps');
