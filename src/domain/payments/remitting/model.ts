import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { Amount, Day, Id, Instant, oneOf } from '../../../kernel/shapes.ts';
import { InvoiceKind } from '../../billing/index.ts';
import { Currency } from '../../programs/index.ts';
import { PaymentDirection, PaymentMethod, PaymentState } from '../model/payment.ts';

export const RemittanceDetail = oneOf('RemittanceDetail', ['documents', 'lines']);

/** Lines that one answer tells; those of larger documents are in the documents' own files. */
const mostLines = 20_000;

/** Refuses to tell more lines than one answer holds. */
export function assertTellable(lineCount: number): void {
  if (lineCount > mostLines)
    throw refuse(
      '/detail',
      'too_many_lines',
      `Its documents have ${lineCount} lines, and at most ${mostLines} are told: ask for documents, whose own files have theirs.`,
    );
}

/**
 * What a row of a remittance adds to what its document was paid, or takes from it; `applied` is their sum, which
 * `taken_back` takes from the document again where the payment was reversed.
 */
export const RemittanceRowKind = oneOf('RemittanceRowKind', [
  'lines',
  'line',
  'fee',
  'tax',
  'credit',
  'earlier_payment',
  'left_open',
  'applied',
  'taken_back',
]);

export const RemittanceRow = z
  .strictObject({
    invoiceId: Id,
    number: z.string(),
    documentKind: InvoiceKind,
    issuedOn: Day,
    row: RemittanceRowKind,
    lineNumber: z.int().nullable(),
    description: z.string().nullable(),
    amount: Amount,
  })
  .meta({ id: 'RemittanceRow' });
export type RemittanceRow = z.output<typeof RemittanceRow>;

export const Remittance = z
  .strictObject({
    paymentId: Id,
    programId: Id,
    vendorId: Id.nullable(),
    direction: PaymentDirection,
    method: PaymentMethod,
    reference: z.string(),
    paidOn: Day,
    state: PaymentState,
    currency: Currency,
    amount: Amount,
    appliedAmount: Amount,
    unappliedAmount: Amount,
    rows: z.array(RemittanceRow),
    asOf: Instant,
  })
  .meta({ id: 'Remittance' });
