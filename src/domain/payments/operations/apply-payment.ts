import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { add, parseAmount, sum } from '../../../kernel/money.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { localDate } from '../../../kernel/zone.ts';
import { settledBeyond } from '../../billing/index.ts';
import { programs } from '../../programs/index.ts';
import { leftOf, planned, settleWith } from '../applying.ts';
import { paymentLife } from '../lifecycle.ts';
import {
  applicationsInput,
  paymentApplied,
  recorderHandledDocument,
  toldOf,
  vendorPaymentApplied,
} from '../model/payment.ts';
import { payment } from '../nouns/payment.ts';
import { permissions } from '../policy.ts';
import { payments } from '../tables.ts';

export const applyPayment = command({
  name: 'applyPayment',
  summary: 'Settle documents with what is left of a payment, today in the program’s zone.',
  rest: 'POST /payments/{paymentId}/apply',
  permission: permissions.record,
  input: z.strictObject({ paymentId: reference('payment'), applications: applicationsInput.min(1) }),
  output: payment,
  errors: [stepNotAllowed, recorderHandledDocument, settledBeyond],
  async handle({ paymentId, applications }, context) {
    const held = await context.take(payments, paymentId);
    const state = step(paymentLife, 'apply', held.state);
    const plan = await planned(applications, held, leftOf(held), context);
    const appliedAmount = add(parseAmount(held.appliedAmount), sum(plan.map(({ amount }) => amount)));
    const applied = await context.tx.change(payments, held, { state, appliedAmount });
    const program = (await context.tx.find(programs, held.programId))!;
    const facts = await settleWith(applied, plan, localDate(context.now, program.timeZone), context);
    return { result: applied, events: [toldOf(applied, paymentApplied, vendorPaymentApplied), ...facts] };
  },
});
