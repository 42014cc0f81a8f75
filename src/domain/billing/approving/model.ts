import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const approvalStates = ['none', 'pending', 'paused', 'approved', 'rejected'] as const;
/** Where the routed approval of a document stands; `none` where no policy routes it. */
export const InvoiceApprovalState = oneOf('InvoiceApprovalState', approvalStates);

export const approvalIsRouted = declareError(
  'invoice_approval_is_routed',
  'conflict',
  'The approval of this document is routed: whoever is asked decides its step.',
);
export const approvalNotRejected = declareError(
  'invoice_approval_not_rejected',
  'conflict',
  'Only a document whose approval was rejected is routed again.',
);

const nothing = z.strictObject({});
export const invoiceApprovalRejected = event({
  type: 'invoice.approval_rejected',
  summary: 'Whoever was asked did not approve an invoice or a credit memo.',
  sides: ['operator', 'client'],
  data: nothing,
});
export const invoiceRouted = event({
  type: 'invoice.routed',
  summary: 'The approval of an invoice or a credit memo was asked for again.',
  sides: ['operator', 'client'],
  data: nothing,
});
