import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { alreadyBilled, notAnIssuedInvoice, nothingToCredit, periodIsClosed } from '../model.ts';
import { invoice } from '../nouns/invoice.ts';
import { permissions } from '../policy.ts';
import { creditInvoice } from '../store/crediting.ts';
import { settleCreditFees } from '../store/settle.ts';
import { waitingForCredit } from '../store/waiting.ts';
import { invoices } from '../tables.ts';

export const issueCreditMemo = command({
  name: 'issueCreditMemo',
  summary:
    'Credit what waits against the lines of a client invoice, mirrored by a credit to each vendor; the invoice stays as it is, and less of it is open.',
  rest: 'POST /credit-memos',
  permission: permissions.credit,
  input: z.strictObject({ invoiceId: reference('invoice'), reason: text(500) }),
  output: invoice,
  errors: [notAnIssuedInvoice, nothingToCredit, alreadyBilled, periodIsClosed],
  async handle({ invoiceId, reason }, context) {
    const corrected = await context.take(invoices, invoiceId, { version: false });
    if (corrected.kind !== 'client_invoice' || corrected.state === 'draft' || corrected.state === 'voided')
      throw notAnIssuedInvoice();
    const waiting = await waitingForCredit(invoiceId, context);
    if (waiting.length === 0) throw nothingToCredit();
    const credits = await settleCreditFees(waiting, context);
    const { memo, events } = await creditInvoice(corrected, credits, reason, context);
    return { result: memo, events: events as [(typeof events)[0], ...typeof events] };
  },
});
