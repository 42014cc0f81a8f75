import { z } from 'zod';
import { field, noun, type FieldOptions } from '../../../kernel/noun.ts';
import { Amount, Id, Instant, Rate } from '../../../kernel/shapes.ts';
import { Currency } from '../../programs/index.ts';
import { payToClient, readsBillRate, readsPayRate } from '../../submissions/index.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { permissions, quotedToClient } from '../policy.ts';
import { shiftQuotes } from '../tables.ts';

const bill: FieldOptions = { dataClass: 'commercial', readers: readsBillRate };
const pay: FieldOptions = { dataClass: 'pay', readers: readsPayRate, staged: payToClient };

export const shiftQuote = noun({
  name: 'shiftQuote',
  summary:
    'What a shift costs and pays, at the price of an instant, for whoever asked; differentials of the pay policy come on top.',
  table: shiftQuotes,
  read: permissions.readQuotes,
  fields: {
    shiftId: field(Id, { filter: true }),
    orderId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    workerId: field(Id.nullable(), { filter: true, readers: readsWorkerId }),
    representationId: field(Id.nullable(), {
      readers: (actor) => actor.side !== 'client' && readsPeople(actor),
    }),
    currency: field(Currency),
    minutes: field(z.int().meta({ description: 'Of work: from start to end without the meal.' })),
    baseRate: field(Rate, bill),
    boost: field(Rate.meta({ description: 'What a boost adds to an hour.' }), bill),
    billRate: field(Rate, bill),
    billTotal: field(Amount, bill),
    payRate: field(Rate.nullable(), pay),
    payTotal: field(Amount.nullable(), pay),
    expiresAt: field(Instant.meta({ description: 'Until then a booking that names it has this price.' }), {
      filter: true,
      sort: true,
    }),
  },
  visibleTo: { client: quotedToClient, vendor: 'scoped', worker: 'scoped' },
});
