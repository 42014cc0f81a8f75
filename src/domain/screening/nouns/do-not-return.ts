import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { facility, program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { readsWorkerId, worker } from '../../workers/index.ts';
import { doNotReturnLife } from '../lifecycle/do-not-return.ts';
import { DoNotReturnKind, DoNotReturnState } from '../model/do-not-return.ts';
import { permissions, readsWhy } from '../policy.ts';
import { doNotReturns } from '../tables.ts';

const why = { dataClass: 'internal', readers: readsWhy } as const;

export const doNotReturn = noun({
  name: 'doNotReturn',
  summary:
    "A facility's or a whole program's block on a worker, clinical or professional; nobody elsewhere learns of it.",
  table: doNotReturns,
  read: permissions.readDoNotReturns,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable().meta({ description: 'Null where it holds in the whole program.' }), {
      filter: true,
    }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    assignmentId: field(Id.nullable(), { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    kind: field(DoNotReturnKind, { filter: true }),
    reason: field(z.string(), why),
    state: field(DoNotReturnState, { filter: true }),
    placedBy: field(Id.nullable(), why),
    placedAt: field(Instant, { filter: true, sort: true }),
    liftedBy: field(Id.nullable(), why),
    liftedAt: field(Instant.nullable(), { sort: true }),
    liftReason: field(z.string().nullable(), why),
  },
  visibleTo: { vendor: 'scoped' },
  lifecycle: doNotReturnLife,
});

edge(doNotReturn, 'programId', 'program', program, null);
edge(doNotReturn, 'facilityId', 'facility', facility, 'doNotReturns');
edge(doNotReturn, 'workerId', 'worker', worker, 'doNotReturns');
edge(doNotReturn, 'vendorId', 'vendor', vendor, 'doNotReturns');
