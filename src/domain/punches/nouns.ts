import { z } from 'zod';
import { edge, field, noun } from '../../kernel/noun.ts';
import { Id, Instant } from '../../kernel/shapes.ts';
import { assignment } from '../assignments/index.ts';
import { facility, program, unit } from '../programs/index.ts';
import { vendor } from '../vendors/index.ts';
import { readsWorkerId, worker } from '../workers/index.ts';
import { punchLife } from './lifecycle.ts';
import { PunchKind, PunchRole, PunchSource, PunchState } from './model/punch.ts';
import { permissions } from './policy.ts';
import { punches } from './tables.ts';

const said = z.string().nullable();

export const punch = noun({
  name: 'punch',
  plural: 'punches',
  summary: 'What somebody said of their time when they came, went, ate or moved; hours are made of punches.',
  table: punches,
  read: permissions.read,
  fields: {
    assignmentId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    kind: field(PunchKind, { filter: true }),
    occurredAt: field(Instant, { filter: true, sort: true }),
    receivedAt: field(Instant, { filter: true, sort: true }),
    source: field(PunchSource, { filter: true }),
    clientId: field(said.meta({ description: 'The maker’s own id of it.' }), { filter: true }),
    deviceId: field(said, { filter: true }),
    distanceMeters: field(z.int().nullable().meta({ description: 'From the facility; null: not told.' })),
    isOutsideGeofence: field(z.boolean().nullable(), { filter: true }),
    workedUnitId: field(Id.nullable(), { filter: true }),
    costCenterId: field(Id.nullable(), { filter: true }),
    roles: field(z.array(PunchRole)),
    calledAt: field(Instant.nullable()),
    attestedBy: field(Id.nullable().meta({ description: 'The membership that vouches for it.' })),
    attestation: field(said),
    note: field(said),
    supersedesId: field(Id.nullable().meta({ description: 'The punch whose place it took.' }), {
      filter: true,
    }),
    withdrawnBecause: field(said.meta({ description: 'Why it was superseded or voided.' })),
    state: field(PunchState, { filter: true }),
  },
  visibleTo: { vendor: 'scoped', worker: 'scoped' },
  lifecycle: punchLife,
});

edge(punch, 'assignmentId', 'assignment', assignment, 'punches');
edge(punch, 'programId', 'program', program, null);
edge(punch, 'facilityId', 'facility', facility, null);
edge(punch, 'unitId', 'unit', unit, null);
edge(punch, 'vendorId', 'vendor', vendor, null);
edge(punch, 'workerId', 'worker', worker, 'punches');
