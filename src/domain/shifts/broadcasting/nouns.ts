import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { facility } from '../../programs/index.ts';
import { readsWorkerId, worker } from '../../workers/index.ts';
import { attendingPermissions, readsReasons } from '../attending/policy.ts';
import { shift } from '../nouns/shift.ts';
import { broadcastPlanLife, favoriteLife, shiftBroadcastLife } from './lifecycle.ts';
import { BroadcastStage, KeptState, ShiftBroadcastState } from './model.ts';
import { broadcastPlans, favoriteWorkers, shiftBroadcasts } from './tables.ts';

const why = { dataClass: 'internal', readers: readsReasons } as const;

export const favoriteWorker = noun({
  name: 'favoriteWorker',
  summary: 'A worker whom a facility, or one unit of it, likes to see again; no vendor learns of it.',
  table: favoriteWorkers,
  read: attendingPermissions.readFavorites,
  lifecycle: favoriteLife,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id.nullable().meta({ description: 'Null: at all units of the facility.' }), {
      filter: true,
    }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    note: field(z.string().nullable(), why),
    state: field(KeptState, { filter: true }),
  },
});

export const broadcastPlan = noun({
  name: 'broadcastPlan',
  summary: 'Who is told of open shifts, and when: favorites first, then pool, tiers and marketplace.',
  table: broadcastPlans,
  read: attendingPermissions.readBroadcasts,
  lifecycle: broadcastPlanLife,
  fields: {
    programId: field(Id, { filter: true }),
    name: field(z.string(), { filter: true, sort: true }),
    isDefault: field(z.boolean().meta({ description: 'Where a shift names no plan.' }), { filter: true }),
    stages: field(z.array(BroadcastStage)),
    state: field(KeptState, { filter: true }),
  },
});

export const shiftBroadcast = noun({
  name: 'shiftBroadcast',
  summary: 'How far the plan of one shift has come.',
  table: shiftBroadcasts,
  read: attendingPermissions.readBroadcasts,
  lifecycle: shiftBroadcastLife,
  fields: {
    shiftId: field(Id, { filter: true }),
    orderId: field(Id, { filter: true }),
    planId: field(Id.nullable(), { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    stages: field(z.array(BroadcastStage)),
    postedAt: field(Instant, { filter: true, sort: true }),
    stage: field(z.int().meta({ description: 'How many stages have opened.' })),
    nextAt: field(Instant.nullable(), { filter: true, sort: true }),
    reason: field(z.string().nullable().meta({ description: 'Of the last pause or jump.' }), why),
    state: field(ShiftBroadcastState, { filter: true }),
  },
});

edge(favoriteWorker, 'workerId', 'worker', worker, null);
edge(favoriteWorker, 'facilityId', 'facility', facility, 'favoriteWorkers');
edge(shiftBroadcast, 'shiftId', 'shift', shift, 'broadcasts');
edge(shiftBroadcast, 'planId', 'plan', broadcastPlan, null);
