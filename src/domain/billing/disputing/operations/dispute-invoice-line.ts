import { z } from 'zod';
import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { bulkCommand } from '../../../../kernel/operation.ts';
import { Amount, reference, text } from '../../../../kernel/shapes.ts';
import { permissions } from '../../policy.ts';
import { InvoiceDisputeReason, lineInDispute } from '../model.ts';
import { invoiceDispute } from '../nouns.ts';
import { raiseAll } from '../raising.ts';

export const disputeInvoiceLine = bulkCommand({
  name: 'disputeInvoiceLine',
  summary:
    'Dispute a line of a sent invoice: why, and what it should be; the invoice is disputed until then.',
  rest: 'POST /invoice-disputes',
  permission: permissions.dispute,
  input: z.strictObject({
    invoiceLineId: reference('invoiceLine'),
    reason: InvoiceDisputeReason,
    explanation: text(2_000),
    expectedAmount: Amount.refine((value) => !value.startsWith('-'), { error: 'Nothing, or more.' })
      .default('0.00')
      .meta({ description: 'What the client pays for it.', examples: ['147.00'] }),
  }),
  output: invoiceDispute,
  errors: [stepNotAllowed, lineInDispute],
  bulk: {
    name: 'disputeInvoiceLines',
    rest: 'POST /invoice-disputes/bulk',
    summary: 'Dispute up to 1,000 lines, with a result for each.',
  },
  handleMany: raiseAll,
});
