import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { parseAmount, parseRate } from '../../../kernel/money.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { BillRate, Rate, reference } from '../../../kernel/shapes.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { candidateRepriced, consentGiven, consentNotAsked } from '../model/consent.ts';
import { AnnualSalary, isHigher } from '../model/price.ts';
import { isAbove } from '../model/submission.ts';
import { submission } from '../nouns/submission.ts';
import { permissions } from '../policy.ts';
import { limitsOf, moveSubmission, type SubmissionRow } from '../store/submission.ts';
import { submissions } from '../tables.ts';

interface Told {
  billRate?: string | undefined;
  payRate?: string | undefined;
  annualSalary?: string | undefined;
}

/** The price that a vendor goes along with, as its submission keeps it; `invalid_input` where it is not what was asked for. */
function consented(row: SubmissionRow, { billRate, payRate, annualSalary }: Told) {
  const price = row.consentPrice!;
  if (row.annualSalary !== null) {
    if (billRate !== undefined) throw refuse('/billRate', 'not_applicable', 'A direct hire has a salary.');
    if (annualSalary === undefined) throw refuse('/annualSalary', 'required', 'Say the salary.');
    if (isHigher(annualSalary, price)) throw refuse('/annualSalary', 'above_price', `It is above ${price}.`);
    return { annualSalary: parseAmount(annualSalary) };
  }
  if (annualSalary !== undefined) throw refuse('/annualSalary', 'not_applicable', 'The order has a rate.');
  if (billRate === undefined) throw refuse('/billRate', 'required', 'Say the rate.');
  if (isHigher(billRate, price)) throw refuse('/billRate', 'above_price', `It is above ${price}.`);
  const pays = payRate ?? row.payRate;
  if (pays !== null && isAbove(pays, billRate))
    throw refuse('/payRate', 'above_bill_rate', 'The worker would be paid more than is billed.');
  return { billRate: parseRate(billRate), payRate: pays === null ? null : parseRate(pays) };
}

export const consentToPrice = command({
  name: 'consentToPrice',
  summary:
    'Go along with a price that was cut, at your new rate; until then no offer can be made. Or withdraw.',
  rest: 'POST /submissions/{submissionId}/consent-to-price',
  permission: permissions.submit,
  input: z.strictObject({
    submissionId: reference('submission'),
    billRate: BillRate.optional().meta({ description: 'At most the price that is asked for.' }),
    payRate: Rate.optional().meta({ description: 'Absent, it stays.' }),
    annualSalary: AnnualSalary.optional().meta({ description: 'Of a direct hire, in place of the rates.' }),
  }),
  output: submission,
  errors: [stepNotAllowed, consentNotAsked],
  async handle({ submissionId, ...told }, context) {
    const row = await context.take(submissions, submissionId);
    step(submissionLife, 'consentToPrice', row.state, row.state);
    await assertProvided(submissionLife, 'consentToPrice', submissions, row, context);
    const price = consented(row, told);
    const changes = {
      ...price,
      ...(await limitsOf({ ...row, ...price }, context)),
      consent: 'given' as const,
      consentedAt: context.now,
    };
    const { row: changed, events } = await moveSubmission(row, 'consentToPrice', consentGiven, context, {
      changes,
      to: row.state,
    });
    const seen =
      changed.presentedAt === null ? [] : [candidateRepriced(changed, { orderId: changed.orderId })];
    return { result: changed, events: [...events, ...seen] };
  },
});
