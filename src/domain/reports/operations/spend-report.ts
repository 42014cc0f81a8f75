import { z } from 'zod';
import { noSuchField, refuse } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { SpendBasis, SpendDimension, SpendReport } from '../model.ts';
import { permissions, seesCostCenters } from '../policy.ts';
import { spend } from '../store.ts';

export const spendReport = query({
  name: 'spendReport',
  summary:
    'Spend by program, facility, unit, vendor, cost center or month of the last day worked, as far as you see it.',
  rest: 'GET /reports/spend',
  permission: permissions.readSpend,
  input: z.strictObject({
    by: z.array(SpendDimension).max(6).default([]),
    basis: SpendBasis.default('accrued'),
    programId: reference('program').optional(),
    from: Day.optional(),
    to: Day.optional(),
  }),
  output: SpendReport,
  rows: 'rows',
  heavy: true,
  async handle(question, context) {
    const { basis, from = null, to = null } = question;
    if (from && to && to < from) throw refuse('/to', 'before_start', 'The end is before the start.');
    const by = [...new Set(question.by)];
    if (by.includes('cost_center') && !seesCostCenters(context.actor))
      throw noSuchField('/by', 'Spend has no cost_center that you may use.');
    return { basis, by, from, to, asOf: context.now, rows: await spend({ ...question, by }, context) };
  },
});
