import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { shiftRequestLife } from '../lifecycle/shift-request.ts';
import { ShiftRequestState } from '../model/shift-request.ts';
import { permissions, vendorOfRequest } from '../policy.ts';
import { shiftRequests } from '../tables.ts';

export const shiftRequest = noun({
  name: 'shiftRequest',
  summary: 'A worker’s claim on an open shift, by the vendor that represents it or by itself.',
  table: shiftRequests,
  read: permissions.readRequests,
  lifecycle: shiftRequestLife,
  fields: {
    shiftId: field(Id, { filter: true }),
    orderId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true, staged: vendorOfRequest }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    representationId: field(Id, {
      filter: true,
      readers: (actor) => actor.side !== 'client' && readsPeople(actor),
    }),
    quoteId: field(Id.nullable(), { readers: ({ side }) => side !== 'client' }),
    displayName: field(z.string(), { dataClass: 'identity', readers: readsPeople }),
    note: field(z.string().nullable(), { dataClass: 'identity', readers: readsPeople }),
    decidedAt: field(Instant.nullable(), { filter: true, sort: true }),
    reason: field(z.string().nullable(), { readers: readsPeople }),
    state: field(ShiftRequestState, { filter: true }),
  },
  visibleTo: { vendor: 'scoped', worker: 'scoped' },
});
