import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Hours, Id, Instant } from '../../../kernel/shapes.ts';
import { assignment } from '../../assignments/index.ts';
import { attendingPermissions } from '../attending/policy.ts';
import { callOffPeriodLife } from './lifecycle.ts';
import { CallOffPeriodState } from './model.ts';
import { callOffPeriods } from './tables.ts';

const commercial = { dataClass: 'commercial' } as const;

export const callOffPeriod = noun({
  name: 'callOffPeriod',
  summary:
    'Weeks of an assignment in which shifts of guaranteed hours were called off, counted from the agreement’s first day, and what of it is charged.',
  table: callOffPeriods,
  read: attendingPermissions.readCallOffs,
  lifecycle: callOffPeriodLife,
  fields: {
    assignmentId: field(Id, { filter: true }),
    agreementId: field(Id),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    startsOn: field(Day, { filter: true, sort: true }),
    endsOn: field(Day.meta({ description: 'The last day of it.' }), { filter: true, sort: true }),
    hoursPerWeek: field(Hours, commercial),
    freeCallOffs: field(z.int()),
    periodWeeks: field(z.int()),
    callOffs: field(z.int().meta({ description: 'Shifts called off in it.' })),
    chargedHours: field(Hours.nullable(), commercial),
    chargedAmount: field(Amount.nullable(), commercial),
    settledAt: field(Instant.nullable(), { filter: true, sort: true }),
    state: field(CallOffPeriodState, { filter: true }),
  },
  visibleTo: { vendor: 'scoped' },
});

edge(callOffPeriod, 'assignmentId', 'assignment', assignment, 'callOffPeriods');
