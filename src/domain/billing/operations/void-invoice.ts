import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { unrouteInvoice } from '../approving/route.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { invoiceIsPaid, invoiceVoided } from '../issuing/model.ts';
import { alreadyBilled, billingItemApproved, notAnIssuedInvoice, periodIsClosed } from '../model.ts';
import { invoice } from '../nouns/invoice.ts';
import { permissions } from '../policy.ts';
import { creditInvoice, creditsWaiting, holdInvoiced } from '../store/crediting.ts';
import { settleCreditFees } from '../store/settle.ts';
import { billAgain, takeBackAll } from '../store/taking-back.ts';
import { invoices } from '../tables.ts';

export const voidInvoice = command({
  name: 'voidInvoice',
  summary:
    'Void a client invoice of which nothing was paid, by a credit memo over all that stands of it, mirrored to its vendors; unless told otherwise it is billed again.',
  rest: 'POST /invoices/{invoiceId}/void',
  permission: permissions.credit,
  input: z.strictObject({
    invoiceId: reference('invoice'),
    reason: text(500),
    rebill: z.boolean().optional().meta({
      description: 'Whether what was billed waits for the next run again; true unless told.',
    }),
  }),
  output: invoice,
  errors: [stepNotAllowed, notAnIssuedInvoice, invoiceIsPaid, alreadyBilled, periodIsClosed],
  async handle({ invoiceId, reason, rebill = true }, context) {
    const standing = await context.take(invoices, invoiceId);
    const state = step(invoiceLife, 'void', standing.state);
    await assertProvided(invoiceLife, 'void', invoices, standing, context);
    const items = await holdInvoiced(invoiceId, context);
    await settleCreditFees(await creditsWaiting(invoiceId, context), context);
    const reversals = await takeBackAll(items, context, { because: reason, forGood: !rebill });
    const { changes, events: withdrawn } = await unrouteInvoice(standing, context);
    const voided = await context.tx.change(invoices, standing, { ...changes, state });
    const credits = await creditsWaiting(invoiceId, context);
    const credited = credits.length > 0 ? await creditInvoice(voided, credits, reason, context) : undefined;
    const again = rebill ? await billAgain(items, context) : [];
    return {
      result: credited?.invoice ?? voided,
      events: [
        invoiceVoided(voided, {}, reason),
        ...[...reversals, ...again].map((item) => billingItemApproved(item, {})),
        ...withdrawn,
        ...(credited?.events ?? []),
      ],
    };
  },
});
