import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { Day, Id } from '../../../kernel/shapes.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import { AssignmentState, EndKind, SuspensionCause } from '../model/assignment.ts';
import { permissions } from '../policy.ts';
import { assignments } from '../tables.ts';

export const assignment = noun({
  name: 'assignment',
  summary: 'A worker’s placement on a position; its terms are its revisions.',
  table: assignments,
  read: permissions.read,
  lifecycle: assignmentLife,
  fields: {
    orderId: field(Id, { filter: true }),
    // A rival's place on the order would show in which position is taken.
    positionId: field(Id, {
      filter: true,
      readers: ({ side }) => side === 'operator' || side === 'client',
    }),
    submissionId: field(Id, { filter: true }),
    offerId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    startsOn: field(Day.meta({ description: 'The agreed first day.' }), { filter: true, sort: true }),
    endsOn: field(Day.meta({ description: 'The agreed last day.' }), { filter: true, sort: true }),
    startedOn: field(Day.nullable(), { filter: true, sort: true }),
    endedOn: field(Day.nullable(), { filter: true, sort: true }),
    endKind: field(EndKind.nullable(), { filter: true }),
    endReason: field(z.string().nullable(), { readers: readsPeople }),
    suspendedOn: field(
      Day.nullable().meta({
        description: 'The first day of a suspension that goes on; time is kept for those before.',
      }),
      {
        value: (row) => sql`(select lower(s) from unnest(${row('suspendedDays')}) s where upper_inf(s))`,
      },
    ),
    suspendedFor: field(SuspensionCause.nullable(), { filter: true }),
    eligibleAgainOn: field(
      Day.nullable().meta({
        description: 'Since when nothing that suspended it stands in the way of going on.',
      }),
      { filter: true },
    ),
    state: field(AssignmentState, { filter: true }),
  },
  visibleTo: { vendor: 'scoped', worker: 'scoped' },
  externalIds: true,
});
