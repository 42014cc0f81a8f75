import { capability } from '../../kernel/operation.ts';
import * as happened from './model.ts';
import { billingItem } from './nouns/billing-item.ts';
import { invoiceLine } from './nouns/invoice-line.ts';
import { invoiceTax } from './nouns/invoice-tax.ts';
import { invoice, invoiceRun } from './nouns/invoice.ts';
import { approvingReactions } from './approving/reactions.ts';
import { invoiceApprovalRejected, invoiceRouted } from './approving/model.ts';
import { routeInvoice } from './operations/route-invoice.ts';
import { approveInvoice } from './operations/approve-invoice.ts';
import { createBillingItem } from './operations/create-billing-item.ts';
import { explainBillingItem } from './operations/explain-billing-item.ts';
import { explainInvoice } from './operations/explain-invoice.ts';
import { explainInvoiceLine } from './operations/explain-invoice-line.ts';
import { invoiceDocument } from './operations/invoice-document.ts';
import { issueCreditMemo } from './operations/issue-credit-memo.ts';
import { verifyInvoice } from './operations/verify-invoice.ts';
import { runInvoices } from './operations/run-invoices.ts';
import { sendInvoice } from './operations/send-invoice.ts';
import { voidBillingItem } from './operations/void-billing-item.ts';
import { disputingParts } from './disputing/parts.ts';
import { issuingParts } from './issuing/parts.ts';
import { settlingParts } from './settling/parts.ts';
import {
  allocateByNewShares,
  allocateToUnitsCostCenter,
  billAdjustedTime,
  billApprovedTime,
  billByBand,
  billCharges,
  billExpenses,
  keepBilled,
  orderingReactions,
  withdrawVoidedExpenses,
  withdrawWaivedCharges,
} from './reactions.ts';
import { burnParts } from './burn/parts.ts';
import { settingsParts } from './settings/parts.ts';
import { billWeekByBand } from './timers.ts';

export { ink, Paper, settable, sheet } from './formats/pdf/paper.ts';
export { InvoiceContent } from './charging/content.ts';
export { invoice } from './nouns/invoice.ts';
export { invoiceIssued, invoiceIssuedToVendor, periodIsClosed } from './model.ts';
export { invoiceVoided, vendorDocumentVoided } from './issuing/model.ts';
export { InvoiceKind } from './model.ts';
export { ofTheVendor, ofWholeProgram } from './policy.ts';
export { openOf, PositiveAmount, settledBeyond } from './settling/model.ts';
export { settleDocument } from './settling/settle.ts';
export { hasHandled } from './settling/store.ts';
export { creditApplications, invoiceLines, invoices } from './tables.ts';

export const billing = capability({
  name: 'billing',
  nouns: [
    billingItem,
    invoiceRun,
    invoice,
    invoiceLine,
    invoiceTax,
    ...settlingParts.nouns,
    ...disputingParts.nouns,
    ...settingsParts.nouns,
    ...burnParts.nouns,
  ],
  commands: [
    ...settingsParts.commands,
    createBillingItem,
    voidBillingItem,
    ...burnParts.commands,
    runInvoices,
    issueCreditMemo,
    approveInvoice,
    routeInvoice,
    sendInvoice,
    ...issuingParts.commands,
    ...settlingParts.commands,
    ...disputingParts.commands,
  ],
  queries: [
    ...burnParts.queries,
    invoiceDocument,
    explainBillingItem,
    explainInvoice,
    explainInvoiceLine,
    verifyInvoice,
    ...issuingParts.queries,
  ],
  events: [
    ...settingsParts.events,
    ...burnParts.events,
    happened.billingItemApproved,
    happened.billingItemVoided,
    happened.billingItemAllocated,
    happened.billingItemOrdered,
    ...issuingParts.events,
    happened.invoiceRunCompleted,
    happened.invoiceIssued,
    happened.invoiceIssuedToVendor,
    happened.invoiceApproved,
    invoiceApprovalRejected,
    invoiceRouted,
    happened.vendorDocumentApproved,
    happened.invoiceSent,
    happened.invoiceDeliveredToVendor,
    ...settlingParts.events,
    ...disputingParts.events,
  ],
  reactions: [
    ...burnParts.reactions,
    billApprovedTime,
    billAdjustedTime,
    allocateByNewShares,
    allocateToUnitsCostCenter,
    keepBilled,
    billByBand,
    billCharges,
    billExpenses,
    withdrawWaivedCharges,
    withdrawVoidedExpenses,
    ...orderingReactions,
    ...approvingReactions,
    ...issuingParts.reactions,
    ...settlingParts.reactions,
    ...disputingParts.reactions,
  ],
  timers: [...settlingParts.timers, ...burnParts.timers, billWeekByBand],
  constraints: {
    ...settingsParts.constraints,
    billing_items_once_a_round: happened.alreadyBilled,
    billing_items_imported_once: happened.alreadyBilled,
    invoice_lines_once: happened.alreadyBilled,
    ...settlingParts.constraints,
    ...disputingParts.constraints,
  },
});
