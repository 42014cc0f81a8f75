import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { negate, parseAmount } from '../../../kernel/money.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { localDate } from '../../../kernel/zone.ts';
import { settleDocument } from '../../billing/index.ts';
import { programs } from '../../programs/index.ts';
import { holdDocuments } from '../applying.ts';
import { paymentLife } from '../lifecycle.ts';
import { paymentReversed, toldOf, vendorPaymentReversed } from '../model/payment.ts';
import { payment } from '../nouns/payment.ts';
import { permissions } from '../policy.ts';
import { standingApplications } from '../store/payments.ts';
import { paymentApplications, payments } from '../tables.ts';

export const reversePayment = command({
  name: 'reversePayment',
  summary: 'Take a payment back that was returned or recorded in error: what it settled is open again.',
  rest: 'POST /payments/{paymentId}/reverse',
  permission: permissions.reverse,
  input: z.strictObject({
    paymentId: reference('payment'),
    reason: text(2_000),
    reversedOn: Day.optional().meta({ description: 'Today in the program’s zone, unless told.' }),
  }),
  output: payment,
  errors: [stepNotAllowed],
  async handle({ paymentId, reason, reversedOn }, context) {
    const held = await context.take(payments, paymentId);
    const state = step(paymentLife, 'reverse', held.state);
    const program = (await context.tx.find(programs, held.programId))!;
    const today = localDate(context.now, program.timeZone);
    const day = reversedOn ?? today;
    if (day > today)
      throw refuse('/reversedOn', 'in_the_future', 'Nothing is returned on a day that is to come.');
    const standing = await standingApplications(paymentId, context);
    const first = [held.paidOn, ...standing.map(({ appliedOn }) => appliedOn)].toSorted().at(-1)!;
    if (day < first)
      throw refuse(
        '/reversedOn',
        'before_payment',
        `What was settled on ${first} is taken back then or later.`,
      );
    const documents = await holdDocuments(standing, context);
    const facts: Fact[] = [];
    for (const { invoiceId, amount } of standing) {
      const back = { paid: negate(parseAmount(amount)) };
      const settled = await settleDocument(documents.get(invoiceId)!, back, context);
      documents.set(invoiceId, settled.invoice);
      facts.push(...settled.events);
    }
    const reversed = await context.tx.change(payments, held, {
      state,
      appliedAmount: '0',
      reversedOn: day,
      reversedAt: context.now,
      reversedBy: context.actor.membershipId,
      reversedBecause: reason,
    });
    if (standing.length > 0)
      await context.tx.insert(
        paymentApplications,
        standing.map(({ programId, vendorId, invoiceId, id, amount }) => ({
          programId,
          vendorId,
          paymentId,
          invoiceId,
          amount: negate(parseAmount(amount)),
          appliedOn: day,
          reversesId: id,
        })),
      );
    return {
      result: reversed,
      events: [toldOf(reversed, paymentReversed, vendorPaymentReversed, reason), ...facts],
    };
  },
});
