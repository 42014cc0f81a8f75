import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { zeroAmount } from '../../../kernel/money.ts';
import { query } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { leftOf } from '../applying.ts';
import { permissions } from '../policy.ts';
import { assertTellable, Remittance, RemittanceDetail } from '../remitting/model.ts';
import { lineCountOf, remittanceRows } from '../remitting/store.ts';
import { payments } from '../tables.ts';

export const remittanceAdvice = query({
  name: 'remittanceAdvice',
  summary:
    'What a payment settles: its documents, their lines, and what was deducted; the rows of a document sum to what was applied to it.',
  rest: 'GET /payments/{paymentId}/remittance',
  permission: permissions.read,
  input: z.strictObject({
    paymentId: reference('payment'),
    detail: RemittanceDetail.default('lines'),
  }),
  output: Remittance,
  rows: 'rows',
  heavy: true,
  async handle({ paymentId, detail }, context) {
    const payment = await context.tx.find(payments, paymentId);
    if (!payment) throw notFound();
    if (detail === 'lines') assertTellable(await lineCountOf(paymentId, context));
    const { programId, vendorId, direction, method, reference: known, paidOn, state, currency } = payment;
    return {
      paymentId,
      programId,
      vendorId,
      direction,
      method,
      reference: known,
      paidOn,
      state,
      currency,
      amount: payment.amount,
      appliedAmount: payment.appliedAmount,
      unappliedAmount: state === 'reversed' ? zeroAmount : leftOf(payment),
      rows: await remittanceRows(paymentId, detail === 'lines', context),
      asOf: context.now,
    };
  },
});
