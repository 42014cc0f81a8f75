import { capability } from '../../kernel/operation.ts';
import * as code from './model/pay-code.ts';
import * as exported from './model/payroll-export.ts';
import { payCode } from './nouns/pay-code.ts';
import { payrollExport } from './nouns/payroll-export.ts';
import { payrollExportLine } from './nouns/payroll-export-line.ts';
import { acknowledgePayrollExport, failPayrollExport } from './operations/answer-payroll-export.ts';
import { createPayCode } from './operations/create-pay-code.ts';
import { createPayrollExport } from './operations/create-payroll-export.ts';
import { endPayCode } from './operations/end-pay-code.ts';
import { pbjHours } from './operations/pbj-hours.ts';
import { timesheetAllocation } from './operations/timesheet-allocation.ts';

export { PbjDay, PbjUnmapped } from './model/pbj.ts';
export { journalOf } from './pbj/days.ts';
export { ccnOf, pbjWeeks } from './store/pbj.ts';

export const payroll = capability({
  name: 'payroll',
  nouns: [payCode, payrollExport, payrollExportLine],
  commands: [createPayCode, endPayCode, createPayrollExport, acknowledgePayrollExport, failPayrollExport],
  queries: [timesheetAllocation, pbjHours],
  events: [
    code.payCodeCreated,
    code.vendorPayCodeCreated,
    code.payCodeEnded,
    code.vendorPayCodeEnded,
    exported.payrollExported,
    exported.vendorPayrollExported,
    exported.payrollAcknowledged,
    exported.vendorPayrollAcknowledged,
    exported.payrollFailed,
    exported.vendorPayrollFailed,
  ],
  constraints: {
    pay_codes_no_overlap: code.payCodeOverlaps,
    payroll_versions_once: exported.alreadyExported,
    payroll_exports_number: exported.alreadyExported,
  },
});
