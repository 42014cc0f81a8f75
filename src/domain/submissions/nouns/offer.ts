import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { Day, Hours, Id, Instant, Rate } from '../../../kernel/shapes.ts';
import { Currency } from '../../programs/index.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { offerLife } from '../lifecycle/offer.ts';
import { OfferState } from '../model/offer.ts';
import { payToClient, permissions, readsBillRate, readsPayRate } from '../policy.ts';
import { offers } from '../tables.ts';

export const offer = noun({
  name: 'offer',
  summary: 'The terms on which a candidate is wanted; confirmed, they become an assignment.',
  table: offers,
  read: permissions.read,
  lifecycle: offerLife,
  fields: {
    submissionId: field(Id, { filter: true }),
    orderId: field(Id, { filter: true }),
    positionId: field(Id.nullable(), {
      filter: true,
      readers: ({ side }) => side === 'operator' || side === 'client',
    }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    billRate: field(Rate, { dataClass: 'commercial', filter: true, sort: true, readers: readsBillRate }),
    payRate: field(Rate.nullable(), {
      dataClass: 'pay',
      filter: true,
      readers: readsPayRate,
      staged: payToClient,
    }),
    currency: field(Currency),
    startsOn: field(Day, { filter: true, sort: true }),
    endsOn: field(Day, { filter: true, sort: true }),
    hoursPerWeek: field(Hours, { filter: true }),
    expiresAt: field(Instant.nullable(), { filter: true, sort: true }),
    extendedAt: field(Instant.nullable(), { filter: true, sort: true }),
    vendorAcceptedAt: field(Instant.nullable(), { filter: true }),
    acceptedAt: field(Instant.nullable(), { filter: true, sort: true }),
    state: field(OfferState, { filter: true }),
    reason: field(z.string().nullable(), {
      readers: (actor) => actor.side !== 'worker' && readsPeople(actor),
    }),
  },
  visibleTo: { vendor: 'scoped', worker: 'scoped' },
});
