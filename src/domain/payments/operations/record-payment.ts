import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { PositiveAmount, settledBeyond } from '../../billing/index.ts';
import {
  applicationsInput,
  PaymentDirection,
  PaymentMethod,
  paymentReferenceTaken,
  recorderHandledDocument,
} from '../model/payment.ts';
import { payment } from '../nouns/payment.ts';
import { permissions } from '../policy.ts';
import { recordAll } from '../recording.ts';

export const recordPayment = bulkCommand({
  name: 'recordPayment',
  summary:
    'Record money received, paid, refunded or recovered, and the documents it settles; told again under its reference, it changes nothing.',
  rest: 'POST /payments',
  permission: permissions.record,
  input: z.strictObject({
    programId: reference('program'),
    direction: PaymentDirection,
    vendorId: reference('vendor').optional().meta({
      scalar: 'ID',
      noun: 'vendor',
      description: 'Whom it was paid to or recovered from; of the client’s money, nobody.',
    }),
    method: PaymentMethod,
    reference: text(200),
    paidOn: Day,
    amount: PositiveAmount,
    note: text(2_000).optional(),
    applications: applicationsInput.default([]),
  }),
  example: {
    programId: '0198c0de-0000-7000-8000-000000000001',
    direction: 'received',
    method: 'ach',
    reference: '091000019-4471',
    paidOn: '2026-03-02',
    amount: '4264.75',
    applications: [{ invoiceId: '0198c0de-0000-7000-8000-000000000002', amount: '4264.75' }],
  },
  output: payment,
  errors: [paymentReferenceTaken, recorderHandledDocument, stepNotAllowed, settledBeyond],
  bulk: {
    name: 'recordPayments',
    rest: 'POST /payments/bulk',
    summary: 'Record up to 1,000 payments, with a result for each.',
  },
  handleMany: (inputs, context) =>
    recordAll(
      inputs.map(({ vendorId = null, note = null, ...stated }) => ({ ...stated, vendorId, note })),
      context,
    ),
});
