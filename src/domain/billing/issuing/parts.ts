import type { Capability } from '../../../kernel/operation.ts';
import { cancelInvoiceRun } from '../operations/cancel-invoice-run.ts';
import { previewInvoiceRun } from '../operations/preview-invoice-run.ts';
import { voidInvoice } from '../operations/void-invoice.ts';
import {
  invoiceRunCanceled,
  invoiceRunFailed,
  invoiceRunStarted,
  invoiceVoided,
  vendorDocumentVoided,
} from './model.ts';
import { makeDocuments } from './reactions.ts';

/** How documents are made in the background, shown before they are, and voided. */
export const issuingParts = {
  commands: [cancelInvoiceRun, voidInvoice],
  queries: [previewInvoiceRun],
  events: [invoiceRunStarted, invoiceRunFailed, invoiceRunCanceled, invoiceVoided, vendorDocumentVoided],
  reactions: [makeDocuments],
} satisfies Partial<Capability>;
