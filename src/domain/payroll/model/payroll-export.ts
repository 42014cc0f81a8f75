import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { PayrollBasis, PayrollLineType } from './receiver.ts';

export const payrollExportStates = ['ready', 'acknowledged', 'failed'] as const;
export const PayrollExportState = oneOf('PayrollExportState', payrollExportStates);
export const PayrollLineKind = oneOf('PayrollLineKind', ['original', 'reversal']);

/**
 * What of an export needs somebody's eye: lines under no pay code, timesheets whose pay is not known and that are told
 * as hours, people who have no id in the receiver's system.
 */
export const PayrollException = z
  .strictObject({
    code: oneOf('PayrollExceptionCode', ['unmapped', 'pay_unknown', 'no_worker_id']),
    basis: PayrollBasis.nullable(),
    type: PayrollLineType.nullable(),
    component: z.string().nullable(),
    profession: z.string().nullable(),
    count: z.int().meta({ description: 'Of lines, of timesheets, of people.' }),
  })
  .meta({ id: 'PayrollException' });
export type PayrollException = z.output<typeof PayrollException>;

export const nothingToExport = declareError(
  'nothing_to_export',
  'conflict',
  'No approved time waits to be told to this payroll.',
);
export const alreadyExported = declareError(
  'already_exported',
  'conflict',
  'Some of this time was told to this payroll by another request at the same time.',
);
export const laterExportBuildsOnIt = declareError(
  'later_export_builds_on_it',
  'conflict',
  'A later export tells the difference from what stands in this one; fail that one first.',
);

const data = z.strictObject({});

export const payrollExported = event({
  type: 'payroll_export.created',
  summary: 'Approved time is ready for the client’s payroll.',
  sides: ['operator', 'client'],
  data,
});
export const vendorPayrollExported = event({
  type: 'payroll_export.created_by_vendor',
  summary: 'Approved time is ready for the vendor’s payroll.',
  sides: ['vendor'],
  data,
});
export const payrollAcknowledged = event({
  type: 'payroll_export.acknowledged',
  summary: 'The client’s payroll took an export.',
  sides: ['operator', 'client'],
  data,
});
export const vendorPayrollAcknowledged = event({
  type: 'payroll_export.acknowledged_by_vendor',
  summary: 'The vendor’s payroll took an export.',
  sides: ['vendor'],
  data,
});
export const payrollFailed = event({
  type: 'payroll_export.failed',
  summary: 'The client’s payroll did not take an export; its time waits again.',
  sides: ['operator', 'client'],
  data,
});
export const vendorPayrollFailed = event({
  type: 'payroll_export.failed_by_vendor',
  summary: 'The vendor’s payroll did not take an export; its time waits again.',
  sides: ['vendor'],
  data,
});
