import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Hours, Id, Instant, Rate } from '../../../kernel/shapes.ts';
import { Currency, OfferConfirmation } from '../../programs/index.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { offerLife } from '../lifecycle/offer.ts';
import { OfferConfirmer, OfferState } from '../model/offer.ts';
import { PendingTermsShape } from '../model/offer-terms.ts';
import { AnnualSalary } from '../model/price.ts';
import {
  onceExtended,
  payToClient,
  permissions,
  readsBillRate,
  readsPayRate,
  stateOutside,
} from '../policy.ts';
import { offers } from '../tables.ts';
import { blind } from './blind-review.ts';

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
    vendorId: field(Id, { filter: true, ...blind }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    billRate: field(Rate.nullable(), {
      dataClass: 'commercial',
      filter: true,
      sort: true,
      readers: readsBillRate,
    }),
    payRate: field(Rate.nullable(), {
      dataClass: 'pay',
      filter: true,
      readers: readsPayRate,
      staged: payToClient,
    }),
    annualSalary: field(AnnualSalary.nullable().meta({ description: 'Of a direct hire, a year.' }), {
      dataClass: 'pay',
      filter: true,
      sort: true,
      readers: readsPayRate,
    }),
    placementFee: field(
      Amount.nullable().meta({
        description: 'What the hire will cost by the vendor’s agreement, as agreed today.',
      }),
      { dataClass: 'commercial', readers: (actor) => actor.side !== 'client' && readsBillRate(actor) },
    ),
    currency: field(Currency),
    startsOn: field(Day, { filter: true, sort: true }),
    endsOn: field(Day.nullable(), { filter: true, sort: true }),
    hoursPerWeek: field(Hours, { filter: true }),
    expiresAt: field(Instant.nullable(), { filter: true, sort: true }),
    extendedAt: field(Instant.nullable(), { filter: true, sort: true }),
    vendorAcceptedAt: field(Instant.nullable(), { filter: true }),
    acceptedAt: field(Instant.nullable(), { filter: true, sort: true }),
    round: field(z.int().meta({ description: 'How often terms were put forward, by both sides together.' }), {
      filter: true,
    }),
    pendingTerms: field(
      PendingTermsShape.nullable().meta({ description: 'Terms that wait for their approval.' }),
      {
        dataClass: 'commercial',
        readers: (actor) => (actor.side === 'operator' || actor.side === 'client') && readsBillRate(actor),
        staged: payToClient,
        value: (row) => sql`(${row('pendingTerms')} -> 'terms')`,
      },
    ),
    note: field(z.string().nullable(), {
      dataClass: 'identity',
      readers: (actor) => actor.side !== 'worker' && readsPeople(actor),
    }),
    confirmation: field(OfferConfirmation, { filter: true }),
    confirmedBy: field(OfferConfirmer.nullable(), { filter: true }),
    state: field(OfferState, { filter: true, value: stateOutside }),
    reason: field(z.string().nullable(), {
      readers: (actor) => actor.side !== 'worker' && readsPeople(actor),
    }),
  },
  visibleTo: { vendor: onceExtended('vendorId'), worker: onceExtended('workerId') },
});
