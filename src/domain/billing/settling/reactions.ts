import { reaction } from '../../../kernel/operation.ts';
import { invoiceSettled, vendorDocumentSettled } from './model.ts';
import { payItemsOf } from './store.ts';

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

/** An item is paid once both of its documents are: the client's and the vendor's. */
export const settlingReactions = [
  payItems('payItemsOfInvoice', invoiceSettled),
  payItems('payItemsOfStatement', vendorDocumentSettled),
];
