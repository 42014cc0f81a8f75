import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { ownerOf, type Actor } from '../../../kernel/actor.ts';
import { hoursShown } from '../../../kernel/hours.ts';
import { edge, field, noun, type RowAt } from '../../../kernel/noun.ts';
import { Amount, Day, Id, Rate } from '../../../kernel/shapes.ts';
import { assignment } from '../../assignments/index.ts';
import { facility, unit } from '../../programs/index.ts';
import { timesheet } from '../../time/index.ts';
import { vendor } from '../../vendors/index.ts';
import { readsWorkerId, worker } from '../../workers/index.ts';
import { PayrollLineKind } from '../model/payroll-export.ts';
import { PayrollBasis, PayrollLineType } from '../model/receiver.ts';
import { isVendors, linesVisible, permissions, readsPay, seesCostCenters } from '../policy.ts';
import { payrollExportLines, payrollExports } from '../tables.ts';
import { payrollExport } from './payroll-export.ts';

/** Ids of the person that a line names, and of who stands for it since: a merge of workers leaves told lines as they are. */
const persons = (row: RowAt): SQL =>
  sql`select ${row('workerId')} union select a.worker_id from ${row.source('assignments', 'a')}
    where a.tenant_id = ${row('tenantId')} and a.id = ${row('assignmentId')}`;

// To a vendor its person is a representation: the worker’s own id would tell it of others. One that was withdrawn may
// stand beside the one of now.
const representation = (row: RowAt): SQL =>
  sql`(select r.id from ${row.source('representations', 'r')} where r.tenant_id = ${row('tenantId')}
    and r.vendor_id = ${row('vendorId')} and r.worker_id in (${persons(row)}) order by r.state, r.created_at desc, r.id limit 1)`;

const externalId = (row: RowAt, actor: Actor): SQL =>
  sql`(select e.external_id from ${row.source('external_ids', 'e')} join ${row.source(payrollExports, 'x')} on x.tenant_id = ${row('tenantId')} and x.id = ${row('exportId')}
    where e.tenant_id = ${row('tenantId')} and e.owner_id = ${ownerOf(actor)} and e.system = x.worker_id_system
      and e.noun = ${isVendors(actor) ? 'representation' : 'worker'}::text
      and e.subject_id ${isVendors(actor) ? sql`= ${representation(row)}` : sql`in (${persons(row)})`}
    order by e.subject_id = ${row('workerId')} desc limit 1)`;

const ShownHours = z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: ['41.25'] });
const client = { readers: seesCostCenters } as const;

export const payrollExportLine = noun({
  name: 'payrollExportLine',
  summary:
    'What a payroll reads: a day’s minutes or earnings of one type under one pay code and cost center. A reversal takes back a line of a version that was replaced.',
  table: payrollExportLines,
  read: permissions.readExports,
  fields: {
    exportId: field(Id, { filter: true }),
    exportNumber: field(z.int(), { filter: true, sort: true }),
    number: field(z.int(), { sort: true }),
    kind: field(PayrollLineKind, { filter: true }),
    reversesId: field(Id.nullable(), { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    representationId: field(Id.nullable(), { readers: isVendors, value: representation }),
    workerExternalId: field(
      z.string().nullable().meta({ description: 'The person in the system that the export names.' }),
      { dataClass: 'identity', value: externalId, readers: readsPay },
    ),
    assignmentId: field(Id, { filter: true }),
    timesheetId: field(Id, { filter: true }),
    revision: field(z.int()),
    workDate: field(Day, { filter: true, sort: true }),
    basis: field(PayrollBasis, { filter: true }),
    type: field(PayrollLineType, { filter: true }),
    component: field(z.string().nullable(), { filter: true }),
    payCode: field(
      z.string().nullable().meta({ description: 'Null where none was for it: the export says so.' }),
      { dataClass: 'commercial', filter: true, sort: true },
    ),
    minutes: field(z.int(), { sort: true }),
    hours: field(ShownHours, { value: (row) => hoursShown(row('minutes')) }),
    rate: field(Rate.nullable(), { dataClass: 'pay', readers: readsPay }),
    amount: field(Amount.nullable(), { dataClass: 'pay', readers: readsPay }),
    costCenterId: field(Id.nullable(), { ...client, filter: true }),
    costCenterCode: field(z.string().nullable(), { ...client, filter: true }),
  },
  visibleTo: linesVisible,
});

edge(payrollExportLine, 'exportId', 'export', payrollExport, 'lines');
edge(payrollExportLine, 'timesheetId', 'timesheet', timesheet, 'payrollExportLines');
edge(payrollExportLine, 'assignmentId', 'assignment', assignment, null);
edge(payrollExportLine, 'facilityId', 'facility', facility, null);
edge(payrollExportLine, 'unitId', 'unit', unit, null);
edge(payrollExportLine, 'vendorId', 'vendor', vendor, null);
edge(payrollExportLine, 'workerId', 'worker', worker, null);
