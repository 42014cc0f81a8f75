import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { Id, oneOf } from '../../../kernel/shapes.ts';

export const InvoiceDisputeReason = oneOf('InvoiceDisputeReason', [
  'hours',
  'rate',
  'duplicate',
  'not_authorized',
  'not_received',
  'wrong_account',
  'other',
]);
export const disputeStates = ['open', 'upheld', 'credited', 'withdrawn'] as const;
export const InvoiceDisputeState = oneOf('InvoiceDisputeState', disputeStates);

export const lineInDispute = declareError(
  'line_in_dispute',
  'conflict',
  'This line is in dispute already; that one is resolved first.',
);
export const resolverRaisedDispute = declareError(
  'resolver_raised_dispute',
  'forbidden',
  'Whoever disputed a line does not resolve it for the operator.',
);

const item = z.strictObject({ billingItemId: Id });
const fact = factsFor(['operator', 'client', 'vendor'], item);
export const lineDisputed = fact(
  'invoice_dispute.raised',
  'The client does not agree to a line of an invoice.',
);
export const disputeUpheldLine = fact(
  'invoice_dispute.upheld',
  'A disputed line of an invoice stands as it was.',
);
export const disputeCredited = fact(
  'invoice_dispute.credited',
  'What was in dispute of a line was credited, in part or whole.',
);
export const disputeWithdrawn = fact('invoice_dispute.withdrawn', 'The client no longer disputes a line.');

const invoiceFact = factsFor(['operator', 'client'], z.strictObject({}));
export const invoiceDisputed = invoiceFact('invoice.disputed', 'A line of an invoice is in dispute.');
export const invoiceDisputesEnded = invoiceFact(
  'invoice.disputes_ended',
  'No line of an invoice is in dispute any more.',
);
