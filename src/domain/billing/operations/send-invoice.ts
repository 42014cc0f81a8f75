import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { invoiceDeliveredToVendor, invoiceSent } from '../model.ts';
import { invoice } from '../nouns/invoice.ts';
import { permissions } from '../policy.ts';
import { invoices } from '../tables.ts';

export const sendInvoice = command({
  name: 'sendInvoice',
  summary: 'Send an approved document to the client, or to its vendor.',
  rest: 'POST /invoices/{invoiceId}/send',
  permission: permissions.send,
  input: z.strictObject({ invoiceId: reference('invoice') }),
  output: invoice,
  errors: [stepNotAllowed],
  async handle({ invoiceId }, context) {
    const approved = await context.take(invoices, invoiceId);
    const state = step(invoiceLife, 'send', approved.state);
    const sent = await context.tx.change(invoices, approved, { state, sentAt: context.now });
    return {
      result: sent,
      events: [sent.vendorId ? invoiceDeliveredToVendor(sent, {}) : invoiceSent(sent, {})],
    };
  },
});
