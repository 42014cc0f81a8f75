import { reaction } from '../../../kernel/operation.ts';
import { invoiceDeliveredToVendor, invoiceSent } from '../model.ts';
import { invoices } from '../tables.ts';
import { invoiceSettled, vendorDocumentSettled } from './model.ts';
import { payItemsOf } from './store.ts';
import { watchDue } from './timers.ts';

// A document may have a quarter of a million lines: whoever records the payment does not wait for them.
const payItems = (name: string, on: typeof invoiceSettled) =>
  reaction({
    name,
    on,
    when: 'after',
    async handle({ subject, data }, context) {
      if (data.state === 'paid') await payItemsOf(subject.id, context);
      return {};
    },
  });

const watch = (name: string, on: typeof invoiceSent) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle({ subject }, context) {
      const sent = await context.take(invoices, subject.id, { version: false });
      return { timers: await watchDue(sent, context) };
    },
  });

/** An item is paid once both of its documents are, the client’s and the vendor’s; what was sent is watched until it is due. */
export const settlingReactions = [
  payItems('payItemsOfInvoice', invoiceSettled),
  payItems('payItemsOfStatement', vendorDocumentSettled),
  watch('watchDueInvoice', invoiceSent),
  watch('watchDueStatement', invoiceDeliveredToVendor),
];
