import { step } from '../../../kernel/lifecycle.ts';
import { reaction, type Consequence, type Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { approvalGranted, approvalPaused, approvalRejected, approvalResumed } from '../../approvals/index.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { invoiceApproved, invoiceIssued } from '../model.ts';
import { invoices } from '../tables.ts';
import { invoiceApprovalRejected } from './model.ts';
import { routeInvoice } from './route.ts';

type InvoiceRow = Row<typeof invoices>;

const routeIssued = reaction({
  name: 'routeIssuedInvoice',
  on: invoiceIssued,
  when: 'with',
  async handle({ subject }, context): Promise<Consequence> {
    const issued = await context.take(invoices, subject.id, { version: false });
    const { events, timers } = await routeInvoice(issued, context);
    return { events, timers };
  },
});

const deciding = (
  name: string,
  on: typeof approvalGranted,
  decide: (issued: InvoiceRow, context: Context, reason: string | undefined) => Promise<Consequence>,
) =>
  reaction({
    name,
    on,
    when: 'with',
    async handle({ data, reason }, context): Promise<Consequence> {
      if (data.subjectNoun !== 'invoice') return {};
      const issued = await context.take(invoices, data.subjectId, { version: false });
      // A document that was voided while it waited is decided no more.
      return issued.state === 'issued' ? decide(issued, context, reason) : {};
    },
  });

async function grant(issued: InvoiceRow, { tx, actor, now }: Context): Promise<Consequence> {
  const approved = await tx.change(invoices, issued, {
    state: step(invoiceLife, 'grant', issued.state),
    approvalState: 'approved',
    approvedAt: now,
    approvedBy: actor.membershipId,
  });
  return { events: [invoiceApproved(approved, {})] };
}

async function refuse(issued: InvoiceRow, { tx }: Context, reason?: string): Promise<Consequence> {
  const rejectedBecause = reason ?? 'It was not approved.';
  const rejected = await tx.change(invoices, issued, { approvalState: 'rejected', rejectedBecause });
  return { events: [invoiceApprovalRejected(rejected, {}, rejectedBecause)] };
}

const stand =
  (approvalState: 'paused' | 'pending') =>
  async (issued: InvoiceRow, { tx }: Context) => {
    await tx.change(invoices, issued, { approvalState });
    return {};
  };

/** How the approval of a client's documents is routed, in the transaction that issues or decides them. */
export const approvingReactions = [
  routeIssued,
  deciding('approveRoutedInvoice', approvalGranted, grant),
  deciding('rejectRoutedInvoice', approvalRejected, refuse),
  deciding('pauseRoutedInvoice', approvalPaused, stand('paused')),
  deciding('resumeRoutedInvoice', approvalResumed, stand('pending')),
];
