import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { invoiceDeliveredToVendor, invoiceSent } from '../model.ts';
import { invoice } from '../nouns/invoice.ts';
import { permissions } from '../policy.ts';
import { followingState } from '../settling/model.ts';
import { settlingFact } from '../settling/settle.ts';
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
    // A credit may have settled it before it was sent.
    const state = followingState(step(invoiceLife, 'send', approved.state), approved);
    const sent = await context.tx.change(invoices, approved, { state, sentAt: context.now });
    const delivered = sent.vendorId ? invoiceDeliveredToVendor(sent, {}) : invoiceSent(sent, {});
    return {
      result: sent,
      events: [delivered, ...(sent.state === 'sent' ? [] : [settlingFact(approved, sent)])],
    };
  },
});
