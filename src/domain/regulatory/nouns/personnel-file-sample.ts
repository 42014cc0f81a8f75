import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id, Instant } from '../../../kernel/shapes.ts';
import { assignment } from '../../assignments/index.ts';
import { facility } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { readsWorkerId, worker } from '../../workers/index.ts';
import { sampleLife } from '../lifecycle/personnel-file-sample.ts';
import { SampledOrderType, SampleState } from '../model/personnel-file-sample.ts';
import { permissions, readsNotes } from '../policy.ts';
import { personnelFileSamples } from '../tables.ts';

const note = { dataClass: 'internal', readers: readsNotes } as const;
const found = (description: string) => field(z.boolean().meta({ description }), { filter: true });

export const personnelFileSample = noun({
  name: 'personnelFileSample',
  summary: 'A personnel file that was looked at for a month: complete where all three parts of it are.',
  table: personnelFileSamples,
  read: permissions.readSamples,
  fields: {
    assignmentId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    orderType: field(SampledOrderType, { filter: true }),
    monthStartsOn: field(
      Day.meta({ description: 'The first day of the month whose placements were sampled.' }),
      {
        filter: true,
        sort: true,
      },
    ),
    sampledOn: field(Day, { filter: true, sort: true }),
    hasBackgroundCheck: found('A background check made at hire or rehire is on file.'),
    hasCompetency: found('The clinical competency for the job is on file.'),
    hasCredentials: found('The credentials that the job needs are on file and current.'),
    isComplete: field(z.boolean().meta({ description: 'All three are.' }), {
      filter: true,
      value: (row) =>
        sql`(${row('hasBackgroundCheck')} and ${row('hasCompetency')} and ${row('hasCredentials')})`,
    }),
    note: field(z.string().nullable(), note),
    state: field(SampleState, { filter: true }),
    sampledBy: field(Id.nullable(), note),
    voidedBy: field(Id.nullable(), note),
    voidedAt: field(Instant.nullable()),
    voidReason: field(z.string().nullable(), note),
  },
  visibleTo: { vendor: 'scoped' },
  lifecycle: sampleLife,
});

edge(personnelFileSample, 'assignmentId', 'assignment', assignment, 'personnelFileSamples');
edge(personnelFileSample, 'facilityId', 'facility', facility, null);
edge(personnelFileSample, 'vendorId', 'vendor', vendor, 'personnelFileSamples');
edge(personnelFileSample, 'workerId', 'worker', worker, null);
