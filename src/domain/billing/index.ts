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
import { explainInvoice } from './operations/explain-invoice.ts';
import { explainInvoiceLine } from './operations/explain-invoice-line.ts';
import { issueCreditMemo } from './operations/issue-credit-memo.ts';
import { verifyInvoice } from './operations/verify-invoice.ts';
import { runInvoices } from './operations/run-invoices.ts';
import { sendInvoice } from './operations/send-invoice.ts';
import * as settling from './settling/model.ts';
import { creditApplication } from './settling/nouns.ts';
import { applyCredit } from './settling/operations/apply-credit.ts';
import { settlingReactions } from './settling/reactions.ts';
import {
  allocateByNewShares,
  allocateToUnitsCostCenter,
  billAdjustedTime,
  billApprovedTime,
  billByBand,
  keepBilled,
} from './reactions.ts';
import { billWeekByBand } from './timers.ts';

export { InvoiceContent } from './charging/content.ts';
export { invoice } from './nouns/invoice.ts';
export { contentOf } from './store/content.ts';
export { openOf, PositiveAmount, settledBeyond } from './settling/model.ts';
export { settleDocument } from './settling/settle.ts';
export { hasHandled } from './settling/store.ts';
export { creditApplications, invoiceLines, invoices } from './tables.ts';

export const billing = capability({
  name: 'billing',
  nouns: [billingItem, invoiceRun, invoice, invoiceLine, creditApplication],
  commands: [runInvoices, issueCreditMemo, approveInvoice, routeInvoice, sendInvoice, applyCredit],
  queries: [explainBillingItem, explainInvoice, explainInvoiceLine, verifyInvoice],
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
    settling.invoiceSettled,
    settling.vendorDocumentSettled,
    settling.invoiceReopened,
    settling.vendorDocumentReopened,
    settling.creditApplied,
    settling.vendorCreditApplied,
  ],
  reactions: [
    billApprovedTime,
    billAdjustedTime,
    allocateByNewShares,
    allocateToUnitsCostCenter,
    keepBilled,
    billByBand,
    ...approvingReactions,
    ...settlingReactions,
  ],
  timers: [billWeekByBand],
  constraints: {
    billing_items_once_a_round: happened.alreadyBilled,
    billing_items_imported_once: happened.alreadyBilled,
    invoice_lines_once: happened.alreadyBilled,
    invoices_settled: settling.settledBeyond,
  },
});
