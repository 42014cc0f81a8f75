import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { Day, Hours, Id, Rate } from '../../../kernel/shapes.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { OfferProposer } from '../model/offer.ts';
import { AnnualSalary } from '../model/price.ts';
import { payToClient, permissions, readsBillRate, readsPayRate } from '../policy.ts';
import { offerRounds } from '../tables.ts';
import { blind } from './blind-review.ts';

export const offerRound = noun({
  name: 'offerRound',
  summary: 'The terms that one side put forward in a negotiation; none is ever changed.',
  table: offerRounds,
  read: permissions.readRounds,
  fields: {
    offerId: field(Id, { filter: true }),
    submissionId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true, ...blind }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    number: field(z.int(), { filter: true, sort: true }),
    proposedBy: field(OfferProposer, { filter: true }),
    billRate: field(Rate.nullable(), { dataClass: 'commercial', readers: readsBillRate }),
    payRate: field(Rate.nullable(), { dataClass: 'pay', readers: readsPayRate, staged: payToClient }),
    annualSalary: field(AnnualSalary.nullable(), { dataClass: 'pay', readers: readsPayRate }),
    startsOn: field(Day),
    endsOn: field(Day.nullable()),
    hoursPerWeek: field(Hours),
    note: field(z.string().nullable(), { dataClass: 'identity', readers: readsPeople }),
  },
  visibleTo: { vendor: 'scoped' },
});
