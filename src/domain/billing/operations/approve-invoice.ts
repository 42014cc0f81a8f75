import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { approverIsIssuer, invoiceApproved } from '../model.ts';
import { invoice } from '../nouns/invoice.ts';
import { permissions } from '../policy.ts';
import { isIssuer } from '../store/invoices.ts';
import { invoices } from '../tables.ts';

export const approveInvoice = command({
  name: 'approveInvoice',
  summary: 'Approve an issued document; never by the person who issued it.',
  rest: 'POST /invoices/{invoiceId}/approve',
  permission: permissions.approve,
  input: z.strictObject({ invoiceId: reference('invoice') }),
  output: invoice,
  errors: [stepNotAllowed, approverIsIssuer],
  async handle({ invoiceId }, context) {
    const issued = await context.tx.find(invoices, invoiceId, { lock: true });
    if (!issued) throw notFound();
    context.expectVersion(issued);
    const state = step(invoiceLife, 'approve', issued.state);
    if (await isIssuer(issued, context)) throw approverIsIssuer();
    const approved = await context.tx.change(invoices, issued, { state });
    return { result: approved, events: [invoiceApproved(approved, {})] };
  },
});
