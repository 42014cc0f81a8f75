import type { Capability } from '../../../kernel/operation.ts';
import * as happened from './model.ts';
import { invoiceDispute } from './nouns.ts';
import { creditInvoiceDispute } from './operations/credit-invoice-dispute.ts';
import { disputeInvoiceLine } from './operations/dispute-invoice-line.ts';
import { upholdInvoiceDispute } from './operations/uphold-invoice-dispute.ts';
import { withdrawInvoiceDispute } from './operations/withdraw-invoice-dispute.ts';
import { endDisputesOfVoided } from './reactions.ts';

/** What billing declares of disputed lines. */
export const disputingParts = {
  nouns: [invoiceDispute],
  commands: [disputeInvoiceLine, upholdInvoiceDispute, creditInvoiceDispute, withdrawInvoiceDispute],
  events: [
    happened.lineDisputed,
    happened.disputeUpheldLine,
    happened.disputeCredited,
    happened.disputeWithdrawn,
    happened.invoiceDisputed,
    happened.invoiceDisputesEnded,
  ],
  reactions: [endDisputesOfVoided],
  constraints: { invoice_disputes_open: happened.lineInDispute },
} satisfies Omit<Capability, 'name'>;
