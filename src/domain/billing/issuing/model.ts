import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';

export const everythingHeld = declareError(
  'everything_held',
  'conflict',
  'All that waits is held by purchase orders that have too little left.',
);
export const runHasBegun = declareError(
  'run_has_begun',
  'conflict',
  'The run has begun to make its documents.',
);
export const invoiceIsPaid = declareError(
  'invoice_is_paid',
  'conflict',
  'Something was paid of this invoice: it is credited, not voided.',
);

const nothing = z.strictObject({});
const ofRun = factsFor(['operator'], nothing);

export const invoiceRunStarted = ofRun('invoice_run.started', 'Documents are to be made in the background.');
export const invoiceRunFailed = ofRun('invoice_run.failed', 'A run was refused: nothing was issued by it.');
export const invoiceRunCanceled = ofRun('invoice_run.canceled', 'A run was canceled before it began.');
export const invoiceVoided = factsFor(['operator', 'client'], nothing)(
  'invoice.voided',
  'An invoice was voided, by a credit memo over all that stood of it.',
);
export const vendorDocumentVoided = factsFor(['operator', 'vendor'], nothing)(
  'invoice.voided_for_vendor',
  'A statement was voided, by a credit over all that stood of it.',
);
