import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { asTenant, type Changes, type Row } from '../../../kernel/transaction.ts';
import { payrollExportLife } from '../lifecycle.ts';
import {
  laterExportBuildsOnIt,
  payrollAcknowledged,
  payrollFailed,
  vendorPayrollAcknowledged,
  vendorPayrollFailed,
} from '../model/payroll-export.ts';
import { payrollExport } from '../nouns/payroll-export.ts';
import { permissions } from '../policy.ts';
import { isBuiltUpon, releaseVersions } from '../store/releasing.ts';
import { holdSeries } from '../store/series.ts';
import { payrollExports } from '../tables.ts';

type ExportRow = Row<typeof payrollExports>;

const receiverIdOf = ({ receiver, vendorId, tenantId }: ExportRow) =>
  receiver === 'vendor' ? vendorId! : tenantId;

const answer = (row: ExportRow, changes: Changes<typeof payrollExports>, context: Context) =>
  context.tx.change(payrollExports, row, {
    ...changes,
    answeredAt: context.now,
    answeredBy: context.actor.membershipId,
  });

export const acknowledgePayrollExport = command({
  name: 'acknowledgePayrollExport',
  summary: 'Say that your payroll took an export, and by which reference of its own.',
  rest: 'POST /payroll-exports/{payrollExportId}/acknowledge',
  permission: permissions.export,
  input: z.strictObject({
    payrollExportId: reference('payrollExport'),
    receiverReference: text(100).meta({ examples: ['2026-W06-0412'] }),
  }),
  output: payrollExport,
  errors: [stepNotAllowed],
  async handle({ payrollExportId, receiverReference }, context) {
    const row = await context.take(payrollExports, payrollExportId);
    const state = step(payrollExportLife, 'acknowledge', row.state);
    const taken = await answer(row, { state, receiverReference }, context);
    const happened = row.receiver === 'vendor' ? vendorPayrollAcknowledged : payrollAcknowledged;
    return { result: taken, events: [happened(taken, {})] };
  },
});

export const failPayrollExport = command({
  name: 'failPayrollExport',
  summary: 'Say that your payroll did not take an export, and why: all that it told waits for the next one.',
  rest: 'POST /payroll-exports/{payrollExportId}/fail',
  permission: permissions.export,
  input: z.strictObject({ payrollExportId: reference('payrollExport'), reason: text(2_000) }),
  output: payrollExport,
  errors: [stepNotAllowed, laterExportBuildsOnIt],
  async handle({ payrollExportId, reason }, context) {
    const { tx } = context;
    const seen = await tx.find(payrollExports, payrollExportId);
    // Its receiver's exports wait meanwhile: none is to tell a difference from what is just being let go.
    if (seen) await holdSeries(seen.programId, receiverIdOf(seen), context);
    const row = await context.take(payrollExports, payrollExportId);
    const state = step(payrollExportLife, 'fail', row.state);
    await asTenant(tx, async () => {
      if (await isBuiltUpon(row.id, context)) throw laterExportBuildsOnIt();
      await releaseVersions(row.id, context);
    });
    const failed = await answer(row, { state, failureReason: reason }, context);
    const happened = row.receiver === 'vendor' ? vendorPayrollFailed : payrollFailed;
    return { result: failed, events: [happened(failed, {}, reason)] };
  },
});
