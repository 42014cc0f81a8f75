import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant, Rate } from '../../../kernel/shapes.ts';
import { attendingPermissions, readsReasons } from '../attending/policy.ts';
import { shift } from '../nouns/shift.ts';
import { shiftBoostLife } from './lifecycle.ts';
import { ShiftBoostState } from './model.ts';
import { shiftBoosts } from './tables.ts';

const commercial = { dataClass: 'commercial' } as const;

export const shiftBoost = noun({
  name: 'shiftBoost',
  summary: 'A raise of the rate of an open shift: from what to what, why, and until when.',
  table: shiftBoosts,
  read: attendingPermissions.readBoosts,
  lifecycle: shiftBoostLife,
  fields: {
    shiftId: field(Id, { filter: true }),
    orderId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    rateBefore: field(Rate, commercial),
    rateAfter: field(Rate, commercial),
    reason: field(z.string(), { dataClass: 'internal', readers: readsReasons }),
    endsAt: field(Instant.nullable().meta({ description: 'Null: as long as the shift is open.' }), {
      filter: true,
      sort: true,
    }),
    state: field(ShiftBoostState, { filter: true }),
  },
});

edge(shiftBoost, 'shiftId', 'shift', shift, 'boosts');
