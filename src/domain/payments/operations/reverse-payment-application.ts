import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { absolute, negate, parseAmount, subtract } from '../../../kernel/money.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { localDate } from '../../../kernel/zone.ts';
import { settleDocument } from '../../billing/index.ts';
import { programs } from '../../programs/index.ts';
import { holdDocuments, later } from '../applying.ts';
import { paymentLife } from '../lifecycle.ts';
import { applicationTakenBack, paymentUnapplied, toldOf, vendorPaymentUnapplied } from '../model/payment.ts';
import { paymentApplication } from '../nouns/application.ts';
import { permissions } from '../policy.ts';
import { standingApplications } from '../store/payments.ts';
import { paymentApplications, payments } from '../tables.ts';

export const reversePaymentApplication = command({
  name: 'reversePaymentApplication',
  summary:
    'Take back what a payment settled of one document: so much of it is open again, and left of the payment to settle another. The answer is the row that takes it back.',
  rest: 'POST /payment-applications/{paymentApplicationId}/reverse',
  permission: permissions.reverse,
  input: z.strictObject({ paymentApplicationId: reference('paymentApplication'), reason: text(2_000) }),
  output: paymentApplication,
  errors: [stepNotAllowed, applicationTakenBack],
  async handle({ paymentApplicationId, reason }, context) {
    const { tx } = context;
    const applied = await context.take(paymentApplications, paymentApplicationId);
    const { programId, vendorId, paymentId, invoiceId } = applied;
    const payment = (await tx.find(payments, paymentId, { lock: true }))!;
    const standing = await standingApplications(paymentId, context);
    if (!standing.some(({ id }) => id === applied.id)) throw applicationTakenBack();
    const state = step(paymentLife, 'apply', payment.state);
    const documents = await holdDocuments([applied], context);
    const back = negate(parseAmount(applied.amount));
    const { events } = await settleDocument(documents.get(invoiceId)!, { paid: back }, context);
    const left = subtract(parseAmount(payment.appliedAmount), absolute(back));
    const changed = await tx.change(payments, payment, { state, appliedAmount: left });
    const program = (await tx.find(programs, programId))!;
    const appliedOn = later(applied.appliedOn, localDate(context.now, program.timeZone));
    const reversal = { programId, vendorId, paymentId, invoiceId, amount: back, appliedOn };
    const [row] = await tx.insert(paymentApplications, [{ ...reversal, reversesId: applied.id }]);
    return {
      result: row!,
      events: [toldOf(changed, paymentUnapplied, vendorPaymentUnapplied, reason), ...events],
    };
  },
});
