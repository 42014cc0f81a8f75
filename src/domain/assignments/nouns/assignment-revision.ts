import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, noun, type RowAt } from '../../../kernel/noun.ts';
import { Amount, Day, Hours, Id, Rate } from '../../../kernel/shapes.ts';
import { Currency } from '../../programs/index.ts';
import { payToClient, readsBillRate, readsPayRate } from '../../submissions/index.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { revisionLife } from '../lifecycle/revision.ts';
import { ProposingSide, RevisionKind, RevisionState } from '../model/revision.ts';
import { heldToWorker, permissions, shownToVendor } from '../policy.ts';
import { assignmentRevisions } from '../tables.ts';

const firstDay = (row: RowAt) => sql`lower(${row('effective')})`;
const lastDay = (row: RowAt) => sql`upper(${row('effective')}) - 1`;

export const assignmentRevision = noun({
  name: 'assignmentRevision',
  summary:
    'The terms of an assignment from a day on, proposed, approved or in force: an hour is priced by those in force on it.',
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
    kinds: field(
      z.array(RevisionKind).meta({ description: 'What they change; nothing of the first ones.' }),
      {
        // Versions of before there was such a column have none.
        value: (row) => sql`coalesce(${row('kinds')}, '{}')`,
      },
    ),
    additionalCost: field(
      Amount.nullable().meta({
        description: 'What they cost more than those held, over all their days; approvals go by it.',
      }),
      { dataClass: 'commercial', readers: ({ side }) => side === 'operator' || side === 'client' },
    ),
    proposedBy: field(
      ProposingSide.nullable().meta({ description: 'Null: the program’s manager wrote them.' }),
      {
        filter: true,
        readers: ({ side }) => side !== 'worker',
      },
    ),
    state: field(RevisionState, { filter: true }),
  },
  visibleTo: { vendor: shownToVendor, worker: heldToWorker },
});
