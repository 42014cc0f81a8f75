import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, noun, type RowAt } from '../../../kernel/noun.ts';
import { Day, Hours, Id, Rate } from '../../../kernel/shapes.ts';
import { Currency } from '../../programs/index.ts';
import { payToClient, readsBillRate, readsPayRate } from '../../submissions/index.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { revisionLife } from '../lifecycle/terms.ts';
import { TermsState } from '../model/terms.ts';
import { permissions } from '../policy.ts';
import { assignmentRevisions } from '../tables.ts';

const firstDay = (row: RowAt) => sql`lower(${row('effective')})`;
const lastDay = (row: RowAt) => sql`upper(${row('effective')}) - 1`;

export const assignmentRevision = noun({
  name: 'assignmentRevision',
  summary: 'The terms of an assignment from a day on: an hour is priced by those in force on it.',
  table: assignmentRevisions,
  read: permissions.readTerms,
  lifecycle: revisionLife,
  fields: {
    assignmentId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    number: field(z.int(), { filter: true, sort: true }),
    effectiveFrom: field(Day, { filter: true, sort: true, value: firstDay }),
    effectiveTo: field(Day.nullable().meta({ description: 'The last day; null until other terms follow.' }), {
      filter: true,
      value: lastDay,
    }),
    billRate: field(Rate, { dataClass: 'commercial', filter: true, sort: true, readers: readsBillRate }),
    payRate: field(Rate.nullable(), {
      dataClass: 'pay',
      filter: true,
      readers: readsPayRate,
      staged: payToClient,
    }),
    currency: field(Currency),
    hoursPerWeek: field(Hours, { filter: true }),
    endsOn: field(Day.meta({ description: 'The last day of the assignment as these terms planned it.' }), {
      filter: true,
    }),
    reason: field(z.string().nullable(), {
      readers: (actor) => actor.side !== 'worker' && readsPeople(actor),
    }),
    state: field(TermsState, { filter: true }),
  },
  visibleTo: { vendor: 'scoped', worker: 'scoped' },
});
