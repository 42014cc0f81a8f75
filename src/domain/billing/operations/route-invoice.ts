import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { invoice } from '../nouns/invoice.ts';
import { permissions } from '../policy.ts';
import { invoices } from '../tables.ts';
import { approvalNotRejected, invoiceRouted } from '../approving/model.ts';
import { routeInvoice as route } from '../approving/route.ts';

export const routeInvoice = command({
  name: 'routeInvoice',
  summary:
    'Ask again for the approval of a document that was rejected; where no policy routes it any more, a person approves it.',
  rest: 'POST /invoices/{invoiceId}/route',
  permission: permissions.send,
  input: z.strictObject({ invoiceId: reference('invoice') }),
  output: invoice,
  errors: [approvalNotRejected],
  async handle({ invoiceId }, context) {
    const rejected = await context.take(invoices, invoiceId);
    if (rejected.state !== 'issued' || rejected.approvalState !== 'rejected') throw approvalNotRejected();
    const { invoice: routed, events, timers } = await route(rejected, context);
    return { result: routed, events: [invoiceRouted(routed, {}), ...events], timers };
  },
});
