import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { Day, Id } from '../../../kernel/shapes.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { assignmentLife } from '../lifecycle/assignment.ts';
import {
  AssignmentKind,
  AssignmentState,
  CancelingSide,
  EndingSide,
  EndKind,
  EndReasonCode,
  SuspensionCause,
} from '../model/assignment.ts';
import { permissions } from '../policy.ts';
import { assignments, onboardingItems } from '../tables.ts';

export const assignment = noun({
  name: 'assignment',
  summary: 'A worker’s placement on a position; its terms are its revisions.',
  table: assignments,
  read: permissions.read,
  lifecycle: assignmentLife,
  fields: {
    kind: field(AssignmentKind, {
      filter: true,
      // Versions of before there was such a column have none.
      value: (row) => sql`coalesce(${row('kind')}, 'placement')`,
    }),
    orderId: field(Id, { filter: true }),
    // A rival's place on the order would show in which position is taken.
    positionId: field(Id.nullable(), {
      filter: true,
      readers: ({ side }) => side === 'operator' || side === 'client',
    }),
    submissionId: field(Id.nullable(), { filter: true }),
    offerId: field(Id.nullable(), { filter: true }),
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
    endReasonCode: field(EndReasonCode.nullable(), { filter: true }),
    endedBy: field(EndingSide.nullable(), { filter: true }),
    canceledBy: field(
      CancelingSide.nullable().meta({ description: 'Whose decision; null with its order.' }),
      {
        filter: true,
      },
    ),
    onboardingOpen: field(
      z.int().meta({ description: 'What must be done before the first day and is neither done nor waived.' }),
      {
        value: (row) => sql`(select count(*)::int from ${row.source(onboardingItems, 'item')}
          where item.tenant_id = ${row('tenantId')} and item.assignment_id = ${row('id')}
            and item.required and item.state = 'open')`,
      },
    ),
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
