import { capability } from '../../kernel/operation.ts';
import * as happened from './model.ts';
import { billingItem } from './nouns/billing-item.ts';
import { invoiceLine } from './nouns/invoice-line.ts';
import { invoice, invoiceRun } from './nouns/invoice.ts';
import { approvingReactions } from './approving/reactions.ts';
import { invoiceApprovalRejected, invoiceRouted } from './approving/model.ts';
import { routeInvoice } from './operations/route-invoice.ts';
import { approveInvoice } from './operations/approve-invoice.ts';
import { explainBillingItem } from './operations/explain-billing-item.ts';
import { issueCreditMemo } from './operations/issue-credit-memo.ts';
import { runInvoices } from './operations/run-invoices.ts';
import { sendInvoice } from './operations/send-invoice.ts';
import {
  allocateByNewShares,
  allocateToUnitsCostCenter,
  billAdjustedTime,
  billApprovedTime,
  billByBand,
  keepBilled,
} from './reactions.ts';
import { billWeekByBand } from './timers.ts';

export { invoice } from './nouns/invoice.ts';

export const billing = capability({
  name: 'billing',
  nouns: [billingItem, invoiceRun, invoice, invoiceLine],
  commands: [runInvoices, issueCreditMemo, approveInvoice, routeInvoice, sendInvoice],
  queries: [explainBillingItem],
  events: [
    happened.billingItemApproved,
    happened.billingItemVoided,
    happened.billingItemAllocated,
    happened.invoiceRunCompleted,
    happened.invoiceIssued,
    happened.invoiceIssuedToVendor,
    happened.invoiceApproved,
    invoiceApprovalRejected,
    invoiceRouted,
    happened.vendorDocumentApproved,
    happened.invoiceSent,
    happened.invoiceDeliveredToVendor,
  ],
  reactions: [
    billApprovedTime,
    billAdjustedTime,
    allocateByNewShares,
    allocateToUnitsCostCenter,
    keepBilled,
    billByBand,
    ...approvingReactions,
  ],
  timers: [billWeekByBand],
  constraints: {
    billing_items_once_a_round: happened.alreadyBilled,
    billing_items_imported_once: happened.alreadyBilled,
    invoice_lines_once: happened.alreadyBilled,
  },
});
