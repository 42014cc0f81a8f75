import { z } from 'zod';
import { edge, field, noun } from '../../kernel/noun.ts';
import { Amount, Day, Hours, Id, Rate } from '../../kernel/shapes.ts';
import { Currency, facility, program, unit } from '../programs/index.ts';
import { agreement, TermStep, vendor } from '../vendors/index.ts';
import { readsPeople, readsWorkerId, worker } from '../workers/index.ts';
import { chargeLife } from './lifecycle.ts';
import { ChargeKind, ChargeState } from './model.ts';
import { permissions } from './policy.ts';
import { charges } from './tables.ts';

const commercial = { dataClass: 'commercial' as const };

export const charge = noun({
  name: 'charge',
  summary: 'What is owed besides hours (a penalty, a guarantee, a fee, a refund), and how it was computed.',
  table: charges,
  read: permissions.read,
  lifecycle: chargeLife,
  fields: {
    kind: field(ChargeKind, { filter: true }),
    sourceNoun: field(z.string().meta({ description: 'The noun that it follows from.' }), { filter: true }),
    sourceId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id.nullable(), { filter: true, readers: readsWorkerId }),
    orderId: field(Id.nullable(), { filter: true }),
    assignmentId: field(Id.nullable(), { filter: true }),
    agreementId: field(Id.nullable(), { filter: true }),
    dueOn: field(Day.meta({ description: 'The day, at the facility, from which on it is owed.' }), {
      filter: true,
      sort: true,
    }),
    currency: field(Currency),
    hours: field(Hours.nullable(), commercial),
    rate: field(Rate.nullable(), commercial),
    amount: field(Amount.meta({ description: 'What the client owes the vendor; of a refund, below zero.' }), {
      ...commercial,
      filter: true,
      sort: true,
    }),
    explanation: field(z.array(TermStep), commercial),
    state: field(ChargeState, { filter: true }),
    waivedBecause: field(z.string().nullable(), { readers: readsPeople }),
  },
  visibleTo: { vendor: 'scoped' },
});

edge(charge, 'programId', 'program', program, 'charges');
edge(charge, 'facilityId', 'facility', facility, 'charges');
edge(charge, 'unitId', 'unit', unit, 'charges');
edge(charge, 'vendorId', 'vendor', vendor, 'charges');
edge(charge, 'workerId', 'worker', worker, 'charges');
edge(charge, 'agreementId', 'agreement', agreement, 'charges');
