import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { explainLine } from '../explaining/line.ts';
import { InvoiceLineExplanation } from '../explaining/model.ts';
import { permissions } from '../policy.ts';

export const explainInvoiceLine = query({
  name: 'explainInvoiceLine',
  summary:
    'How a line of a document came about: its item, the version of the week, rules, intervals and punches, and the clauses that priced it.',
  rest: 'GET /invoice-lines/{invoiceLineId}/explain',
  permission: permissions.explain,
  input: z.strictObject({ invoiceLineId: reference('invoiceLine') }),
  output: InvoiceLineExplanation,
  handle: ({ invoiceLineId }, context) => explainLine(invoiceLineId, context),
});
