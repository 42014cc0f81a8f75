import { capability } from '../../kernel/operation.ts';
import * as happened from './model/payment.ts';
import { paymentApplication } from './nouns/application.ts';
import { payment } from './nouns/payment.ts';
import { agingReport } from './operations/aging-report.ts';
import { applyPayment } from './operations/apply-payment.ts';
import { recordPayment } from './operations/record-payment.ts';
import { remittanceAdvice } from './operations/remittance-advice.ts';
import { reversePaymentApplication } from './operations/reverse-payment-application.ts';
import { reversePayment } from './operations/reverse-payment.ts';

export {
  paymentApplied,
  paymentRecorded,
  paymentReversed,
  vendorPaymentApplied,
  vendorPaymentRecorded,
  vendorPaymentReversed,
} from './model/payment.ts';
export { payment } from './nouns/payment.ts';
export { paymentApplications, payments } from './tables.ts';

export const paymentsCapability = capability({
  name: 'payments',
  nouns: [payment, paymentApplication],
  commands: [recordPayment, applyPayment, reversePaymentApplication, reversePayment],
  queries: [agingReport, remittanceAdvice],
  events: [
    happened.paymentRecorded,
    happened.vendorPaymentRecorded,
    happened.paymentApplied,
    happened.vendorPaymentApplied,
    happened.paymentUnapplied,
    happened.vendorPaymentUnapplied,
    happened.paymentReversed,
    happened.vendorPaymentReversed,
  ],
  constraints: {
    payments_once: happened.paymentReferenceTaken,
    payment_applications_reversed_once: happened.applicationTakenBack,
  },
});
