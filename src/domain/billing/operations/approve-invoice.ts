import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { approvalIsRouted } from '../approving/model.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { approverIsIssuer, invoiceApproved, vendorDocumentApproved } from '../model.ts';
import { invoice } from '../nouns/invoice.ts';
import { permissions } from '../policy.ts';
import { invoices } from '../tables.ts';

export const approveInvoice = command({
  name: 'approveInvoice',
  summary: 'Approve an issued document; never by the person who issued it.',
  rest: 'POST /invoices/{invoiceId}/approve',
  permission: permissions.approve,
  input: z.strictObject({ invoiceId: reference('invoice') }),
  output: invoice,
  errors: [stepNotAllowed, approverIsIssuer, approvalIsRouted],
  async handle({ invoiceId }, context) {
    const issued = await context.take(invoices, invoiceId);
    const state = step(invoiceLife, 'approve', issued.state);
    await assertProvided(invoiceLife, 'approve', invoices, issued, context);
    const approved = await context.tx.change(invoices, issued, {
      state,
      approvedAt: context.now,
      approvedBy: context.actor.membershipId,
    });
    const event = approved.vendorId ? vendorDocumentApproved : invoiceApproved;
    return { result: approved, events: [event(approved, {})] };
  },
});
