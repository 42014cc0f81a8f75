import { z } from 'zod';
import { declareError } from '../../kernel/errors.ts';
import { event } from '../../kernel/event.ts';
import { Amount, Id, oneOf } from '../../kernel/shapes.ts';

export const BillingItemKind = oneOf('BillingItemKind', [
  'hours',
  'expense',
  'penalty',
  'guarantee',
  'fee',
  'deliverable',
  'adjustment',
  'volume_adjustment',
  'placement_fee',
  'placement_refund',
  'conversion_fee',
  'service_credit',
]);
/** Why a billed item was taken back: a later version said less, part of it was conceded, or its document was voided. */
export const Correction = oneOf('BillingCorrection', ['difference', 'concession', 'reversal']);
export const InvoiceKind = oneOf('InvoiceKind', [
  'client_invoice',
  'vendor_statement',
  'credit_memo',
  'vendor_credit',
]);
export const InvoiceLineSide = oneOf('InvoiceLineSide', ['client', 'vendor']);
export const billingItemStates = ['pending', 'approved', 'invoiced', 'paid', 'void'] as const;
export const BillingItemState = oneOf('BillingItemState', billingItemStates);
export const invoiceStates = [
  'draft',
  'issued',
  'approved',
  'sent',
  'partially_paid',
  'paid',
  'disputed',
  'voided',
] as const;
export const InvoiceState = oneOf('InvoiceState', invoiceStates);
export const invoiceRunStates = ['running', 'completed', 'failed', 'canceled'] as const;
export const InvoiceRunState = oneOf('InvoiceRunState', invoiceRunStates);

/** What of an amount is charged to a cost center; the parts of a line sum to it. */
export const CostAllocation = z
  .strictObject({ costCenterId: Id, code: z.string(), amount: Amount })
  .meta({ id: 'CostAllocation' });

export const nothingToInvoice = declareError(
  'nothing_to_invoice',
  'conflict',
  'Nothing approved up to the end of the period is waiting for an invoice.',
);
export const nothingToCredit = declareError(
  'nothing_to_credit',
  'conflict',
  'No credit is waiting against this invoice.',
);
export const alreadyBilled = declareError(
  'already_billed',
  'conflict',
  'This was billed by another request at the same time.',
);
export const notAnIssuedInvoice = declareError(
  'not_an_issued_invoice',
  'conflict',
  'Only an issued client invoice is credited by a memo.',
);
export const notImported = declareError(
  'billing_item_not_imported',
  'conflict',
  'Only what another system sent is taken back here; what is behind the others is changed itself.',
);
export const moreThanStands = declareError(
  'more_than_stands',
  'conflict',
  'No more is conceded than stands of what was billed.',
);
export const approverIsIssuer = declareError(
  'approver_is_issuer',
  'forbidden',
  'Whoever issued a document does not approve it.',
);

/** Thrown by whoever keeps the periods, where a document would be dated in a closed one. */
export const periodIsClosed = declareError(
  'period_is_closed',
  'conflict',
  'The period of this day is closed: no document is dated in it.',
);

const nothing = z.strictObject({});
const everySide = ['operator', 'client', 'vendor'] as const;
const clientSide = ['operator', 'client'] as const;
const vendorSide = ['operator', 'vendor'] as const;
const issued = z.strictObject({ kind: InvoiceKind });

export const billingItemApproved = event({
  type: 'billing_item.approved',
  summary: 'Something chargeable is ready to be invoiced.',
  sides: everySide,
  data: nothing,
});
export const billingItemVoided = event({
  type: 'billing_item.voided',
  summary: 'Something chargeable was replaced before it was invoiced.',
  sides: everySide,
  data: nothing,
});
export const billingItemAllocated = event({
  type: 'billing_item.allocated',
  summary: 'What is to be invoiced was split over other cost centers.',
  sides: clientSide,
  data: nothing,
});
export const billingItemOrdered = event({
  type: 'billing_item.ordered',
  summary: 'Another purchase order pays for what is to be invoiced, or none does any more.',
  sides: clientSide,
  data: nothing,
});
export const invoiceRunCompleted = event({
  type: 'invoice_run.completed',
  summary: 'The documents of a program and period were made.',
  sides: ['operator'],
  data: nothing,
});
export const invoiceIssued = event({
  type: 'invoice.issued',
  summary: 'An invoice or a credit memo was issued to the client.',
  sides: clientSide,
  data: issued,
});
export const invoiceIssuedToVendor = event({
  type: 'invoice.issued_to_vendor',
  summary: 'A statement or a credit was issued to a vendor.',
  sides: vendorSide,
  data: issued,
});
export const invoiceApproved = event({
  type: 'invoice.approved',
  summary: 'An invoice or a credit memo was approved by somebody other than its issuer.',
  sides: clientSide,
  data: nothing,
});
export const vendorDocumentApproved = event({
  type: 'invoice.approved_for_vendor',
  summary: 'A statement or a credit was approved by somebody other than its issuer.',
  sides: vendorSide,
  data: nothing,
});
export const invoiceSent = event({
  type: 'invoice.sent',
  summary: 'An invoice or a credit memo was sent to the client.',
  sides: clientSide,
  data: nothing,
});
export const invoiceDeliveredToVendor = event({
  type: 'invoice.delivered_to_vendor',
  summary: 'A statement or a credit was delivered to its vendor.',
  sides: vendorSide,
  data: nothing,
});
