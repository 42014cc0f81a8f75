import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun, type FieldOptions, type RowAt } from '../../../kernel/noun.ts';
import { Amount, Day, Id, Instant, text } from '../../../kernel/shapes.ts';
import { facility, program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { readsWorkerId } from '../../workers/index.ts';
import { timesheet } from '../nouns.ts';
import { payPolicy } from '../policies/nouns.ts';
import { reratingLines, reratings } from '../tables.ts';
import { reratingLife, reratingLineLife } from './lifecycle.ts';
import { ReratingLineState, ReratingState } from './model.ts';
import { permissions } from './policy.ts';

const charge: FieldOptions = { dataClass: 'commercial' };
const pay: FieldOptions = { dataClass: 'pay' };
const difference = (after: string, before: string) => (row: RowAt) =>
  sql`(${row(after)} - ${row(before)})::text`;

export const rerating = noun({
  name: 'rerating',
  summary:
    'Weeks of a period compared with how they would be rated now or by a named policy; what differs is applied on demand.',
  table: reratings,
  read: permissions.read,
  lifecycle: reratingLife,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    periodFrom: field(Day, { filter: true, sort: true }),
    periodTo: field(Day, { filter: true, sort: true }),
    payPolicyId: field(Id.nullable().meta({ description: 'Null: for each week the one in force for it.' }), {
      filter: true,
    }),
    reason: field(text(2_000)),
    sheets: field(z.int().meta({ description: 'Weeks that were compared.' })),
    differing: field(z.int()),
    applied: field(z.int()),
    skipped: field(z.int()),
    grossBefore: field(Amount, charge),
    grossAfter: field(Amount, charge),
    grossDifference: field(Amount, { ...charge, value: difference('grossAfter', 'grossBefore') }),
    payBefore: field(Amount, pay),
    payAfter: field(Amount, pay),
    payDifference: field(Amount, { ...pay, value: difference('payAfter', 'payBefore') }),
    failedBecause: field(z.string().nullable()),
    preparedAt: field(Instant.nullable(), { sort: true }),
    settledAt: field(Instant.nullable(), { sort: true }),
    state: field(ReratingState, { filter: true }),
  },
  visibleTo: { client: 'none' },
});

export const reratingLine = noun({
  name: 'reratingLine',
  summary: 'A week that a rerating rates otherwise, or has to leave as it is.',
  table: reratingLines,
  read: permissions.read,
  lifecycle: reratingLineLife,
  fields: {
    reratingId: field(Id, { filter: true }),
    timesheetId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    revision: field(z.int().meta({ description: 'The version of the week that was compared.' })),
    payPolicyId: field(Id, { filter: true }),
    grossBefore: field(Amount, charge),
    grossAfter: field(Amount, charge),
    grossDifference: field(Amount, { ...charge, value: difference('grossAfter', 'grossBefore') }),
    payBefore: field(Amount.nullable(), pay),
    payAfter: field(Amount.nullable(), pay),
    payDifference: field(Amount.nullable(), { ...pay, value: difference('payAfter', 'payBefore') }),
    why: field(z.string().nullable().meta({ description: 'It was left as it is.' })),
    state: field(ReratingLineState, { filter: true }),
  },
  visibleTo: { client: 'none' },
});

edge(rerating, 'programId', 'program', program, null);
edge(rerating, 'facilityId', 'facility', facility, null);
edge(rerating, 'vendorId', 'vendor', vendor, null);
edge(rerating, 'payPolicyId', 'payPolicy', payPolicy, null);
edge(reratingLine, 'reratingId', 'rerating', rerating, 'lines');
edge(reratingLine, 'timesheetId', 'timesheet', timesheet, 'reratingLines');
