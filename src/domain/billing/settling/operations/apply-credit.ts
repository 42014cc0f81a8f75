import { z } from 'zod';
import { refuse } from '../../../../kernel/errors.ts';
import { compare, parseAmount, zeroAmount } from '../../../../kernel/money.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference } from '../../../../kernel/shapes.ts';
import { permissions } from '../../policy.ts';
import { invoices } from '../../tables.ts';
import { applyCredit as settleByCredit, assertCredits, mostOf } from '../credit.ts';
import { creditsAnother, notACredit, PositiveAmount, settledBeyond } from '../model.ts';
import { creditApplication } from '../nouns.ts';

export const applyCredit = command({
  name: 'applyCredit',
  summary: 'Settle what is open of a document with what is left of a credit of the same program and vendor.',
  rest: 'POST /credit-applications',
  permission: permissions.applyCredits,
  input: z.strictObject({
    creditId: reference('invoice'),
    invoiceId: reference('invoice'),
    amount: PositiveAmount.optional().meta({ description: 'As much as can be, unless told.' }),
  }),
  output: creditApplication,
  errors: [notACredit, creditsAnother, settledBeyond],
  async handle({ creditId, invoiceId, amount }, context) {
    if (creditId === invoiceId) throw refuse('/invoiceId', 'itself', 'A credit settles another document.');
    const held = await context.tx.takeAll(invoices, [creditId, invoiceId]);
    const [credit, invoice] = [held.get(creditId)!, held.get(invoiceId)!];
    assertCredits(credit, invoice);
    const most = mostOf(credit, invoice);
    const asked = parseAmount(amount ?? most);
    if (compare(asked, most) > 0 || compare(asked, zeroAmount) === 0)
      throw refuse('/amount', 'more_than_open', `At most ${most} can be settled.`);
    const { application, events } = await settleByCredit(credit, invoice, asked, context);
    return { result: application, events: [events[0]!, ...events.slice(1)] };
  },
});
