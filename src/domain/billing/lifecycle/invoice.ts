import { sql } from 'drizzle-orm';
import { lifecycle } from '../../../kernel/lifecycle.ts';
import { approvalIsRouted } from '../approving/model.ts';
import { invoiceIsPaid } from '../issuing/model.ts';
import { approverIsIssuer, invoiceStates, notAnIssuedInvoice } from '../model.ts';
import { notTheIssuer, permissions } from '../policy.ts';

/** The life of a document: unchangeable from `issued` on, but for this state. */
export const invoiceLife = lifecycle({
  noun: 'invoice',
  states: invoiceStates,
  initial: 'draft',
  verbs: {
    issue: { from: ['draft'], to: 'issued', by: null },
    approve: {
      from: ['issued'],
      to: 'approved',
      by: permissions.approve,
      provided: [
        { that: notTheIssuer, otherwise: approverIsIssuer },
        { that: (row) => sql`${row('approvalState')} = 'none'`, otherwise: approvalIsRouted },
      ],
    },
    grant: { from: ['issued'], to: 'approved', by: null },
    send: { from: ['approved'], to: 'sent', by: permissions.send },
    pay: { from: ['sent', 'partially_paid'], to: ['paid', 'partially_paid'], by: null },
    dispute: { from: ['sent', 'partially_paid'], to: 'disputed', by: null },
    settle: { from: ['disputed'], to: ['sent', 'partially_paid', 'paid'], by: null },
    // What was paid is taken back when the payment is.
    unpay: { from: ['paid', 'partially_paid'], to: ['sent', 'partially_paid'], by: null },
    void: {
      // Credits alone may have settled something of it.
      from: ['issued', 'approved', 'sent', 'partially_paid', 'disputed'],
      to: 'voided',
      by: permissions.credit,
      provided: [
        { that: (row) => sql`${row('kind')} = 'client_invoice'`, otherwise: notAnIssuedInvoice },
        { that: (row) => sql`${row('paidAmount')} = 0`, otherwise: invoiceIsPaid },
      ],
    },
  },
});
