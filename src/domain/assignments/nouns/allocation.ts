import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, noun, type RowAt } from '../../../kernel/noun.ts';
import { Day, Id } from '../../../kernel/shapes.ts';
import { readsWorkerId } from '../../workers/index.ts';
import { allocationLife } from '../lifecycle/terms.ts';
import { Share } from '../model/allocation.ts';
import { TermsState } from '../model/terms.ts';
import { permissions } from '../policy.ts';
import { allocations } from '../tables.ts';

const firstDay = (row: RowAt) => sql`lower(${row('effective')})`;
const lastDay = (row: RowAt) => sql`upper(${row('effective')}) - 1`;

export const allocation = noun({
  name: 'allocation',
  summary: 'Where the cost of an assignment is charged from a day on; without one, the unit’s cost center.',
  table: allocations,
  read: permissions.readAllocations,
  lifecycle: allocationLife,
  fields: {
    assignmentId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    effectiveFrom: field(Day, { filter: true, sort: true, value: firstDay }),
    effectiveTo: field(Day.nullable(), { filter: true, value: lastDay }),
    shares: field(z.array(Share), { dataClass: 'commercial' }),
    state: field(TermsState, { filter: true }),
  },
});
