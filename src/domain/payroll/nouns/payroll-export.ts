import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id, Instant } from '../../../kernel/shapes.ts';
import { Currency, facility, program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { payrollExportLife } from '../lifecycle.ts';
import { PayrollException, PayrollExportState } from '../model/payroll-export.ts';
import { PayrollReceiver } from '../model/receiver.ts';
import { exportsVisible, permissions, readsPay } from '../policy.ts';
import { payrollExports } from '../tables.ts';

export const payrollExport = noun({
  name: 'payrollExport',
  summary:
    'Approved time as one payroll pulled it, each version once; a version that replaces one is told as the difference. Numbered without gaps for each receiver in a program.',
  table: payrollExports,
  read: permissions.readExports,
  lifecycle: payrollExportLife,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    receiver: field(PayrollReceiver, { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    number: field(z.int(), { filter: true, sort: true }),
    cutoffOn: field(Day.nullable(), { filter: true, sort: true }),
    workerIdSystem: field(z.string().nullable()),
    state: field(PayrollExportState, { filter: true }),
    timesheetCount: field(z.int()),
    lineCount: field(z.int()),
    minutes: field(z.int().meta({ description: 'Worked minutes, less those taken back.' })),
    chargeAmount: field(Amount.meta({ description: 'Of the lines of the basis hours.' }), {
      dataClass: 'commercial',
    }),
    payAmount: field(Amount.meta({ description: 'Of the lines of the basis pay.' }), {
      dataClass: 'pay',
      readers: readsPay,
    }),
    currency: field(Currency),
    exceptions: field(z.array(PayrollException)),
    contentHash: field(
      z.string().nullable().meta({
        description:
          'SHA-256, in hex, of the lines in order, each as `number|timesheetId|revision|workDate|payCode|minutes|amount|costCenterCode` and a line feed; what a line lacks is empty.',
      }),
    ),
    createdBy: field(Id.meta({ description: 'The membership that pulled it.' })),
    receiverReference: field(z.string().nullable(), { filter: true }),
    failureReason: field(z.string().nullable()),
    answeredAt: field(Instant.nullable(), { sort: true }),
    answeredBy: field(Id.nullable()),
  },
  visibleTo: exportsVisible,
});

edge(payrollExport, 'programId', 'program', program, 'payrollExports');
edge(payrollExport, 'facilityId', 'facility', facility, 'payrollExports');
edge(payrollExport, 'vendorId', 'vendor', vendor, null);
