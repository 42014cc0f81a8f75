import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor, type EventDeclaration, type Fact, type Scoped } from '../../../kernel/event.ts';
import { oneOf, reference } from '../../../kernel/shapes.ts';
import { PositiveAmount } from '../../billing/index.ts';

/** Received from or refunded to the client; paid to or recovered from a vendor. */
export const directions = ['received', 'paid', 'refunded', 'recovered'] as const;
export type Direction = (typeof directions)[number];
export const PaymentDirection = oneOf('PaymentDirection', directions);
export const PaymentMethod = oneOf('PaymentMethod', ['ach', 'wire', 'check', 'card', 'other']);
export const paymentStates = ['recorded', 'reversed'] as const;
export const PaymentState = oneOf('PaymentState', paymentStates);

/** Whether money of the direction is between the operator and a vendor. */
export const isOfVendor = (direction: Direction) => direction === 'paid' || direction === 'recovered';

/** Whether it settles what credits owe back rather than what documents ask for. */
export const isOfCredit = (direction: Direction) => direction === 'refunded' || direction === 'recovered';

/** Which documents a payment settles, and how much of each. */
export const applicationsInput = z
  .array(
    z
      .strictObject({ invoiceId: reference('invoice'), amount: PositiveAmount })
      .meta({ id: 'PaymentApplicationInput' }),
  )
  .max(500);

export const paymentReferenceTaken = declareError(
  'payment_reference_taken',
  'conflict',
  'Another payment is recorded under this reference.',
);
export const applicationTakenBack = declareError(
  'payment_application_taken_back',
  'conflict',
  'What this payment settled was taken back before.',
);
export const recorderHandledDocument = declareError(
  'recorder_handled_document',
  'forbidden',
  'Whoever issued or approved a document does not record what is paid of it.',
);

const nothing = z.strictObject({});
const toClient = factsFor(['operator', 'client'], nothing);
const toVendor = factsFor(['operator', 'vendor'], nothing);

export const paymentRecorded = toClient(
  'payment.recorded',
  'Money was received from the client, or paid back to it.',
);
export const vendorPaymentRecorded = toVendor(
  'payment.recorded_for_vendor',
  'Money was paid to a vendor, or recovered from it.',
);
export const paymentApplied = toClient(
  'payment.applied',
  'More of a payment settles invoices of the client.',
);
export const vendorPaymentApplied = toVendor(
  'payment.applied_for_vendor',
  'More of a payment settles statements of a vendor.',
);
export const paymentUnapplied = toClient(
  'payment.unapplied',
  'What a payment had settled of one invoice was taken back, and is left of it.',
);
export const vendorPaymentUnapplied = toVendor(
  'payment.unapplied_for_vendor',
  'What a payment had settled of one statement was taken back, and is left of it.',
);
export const paymentReversed = toClient(
  'payment.reversed',
  'A payment was returned or recorded in error: what it settled is open again.',
);
export const vendorPaymentReversed = toVendor(
  'payment.reversed_for_vendor',
  'A payment to a vendor was returned or recorded in error: what it settled is open again.',
);

type Told = EventDeclaration<Record<string, never>>;

/** The fact of a payment for the side that it is of. */
export const toldOf = (
  payment: Scoped & { direction: Direction },
  client: Told,
  vendor: Told,
  reason?: string,
): Fact => (isOfVendor(payment.direction) ? vendor : client)(payment, {}, reason);
