import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id, Instant } from '../../../kernel/shapes.ts';
import { membership } from '../../access/index.ts';
import { program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { InvoiceApprovalState } from '../approving/model.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { InvoiceKind, InvoiceRunState, InvoiceState } from '../model.ts';
import { clientDocument, permissions, vendorDocument } from '../policy.ts';
import { invoiceRuns, invoices } from '../tables.ts';

const commercial = { dataClass: 'commercial' } as const;
const internal = {
  dataClass: 'internal',
  readers: ({ side }: { side: string }) => side === 'operator',
} as const;

export const invoiceRun = noun({
  name: 'invoiceRun',
  summary: 'One making of the documents of a program and period.',
  table: invoiceRuns,
  read: permissions.readRuns,
  fields: {
    programId: field(Id, { filter: true }),
    periodStart: field(Day, { filter: true, sort: true }),
    periodEnd: field(Day, { filter: true, sort: true }),
    state: field(InvoiceRunState, { filter: true }),
    itemCount: field(z.int()),
    invoiceCount: field(z.int()),
  },
  visibleTo: { client: 'none' },
});

export const invoice = noun({
  name: 'invoice',
  summary:
    'An invoice, statement or credit; once issued only its state changes, and corrections are new ones.',
  table: invoices,
  read: permissions.readInvoices,
  lifecycle: invoiceLife,
  fields: {
    programId: field(Id, { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    kind: field(InvoiceKind, { filter: true }),
    state: field(InvoiceState, { filter: true }),
    number: field(z.string().nullable(), { filter: true, sort: true, search: true }),
    periodStart: field(Day, { filter: true, sort: true }),
    periodEnd: field(Day, { filter: true, sort: true }),
    correctsId: field(Id.nullable(), { filter: true }),
    reason: field(z.string().nullable()),
    runId: field(Id.nullable(), { filter: true, ...internal }),
    issuedBy: field(Id.nullable(), internal),
    approvalState: field(InvoiceApprovalState, { filter: true }),
    rejectedBecause: field(z.string().nullable()),
    approvedAt: field(Instant.nullable(), { filter: true, sort: true }),
    approvedBy: field(Id.nullable(), internal),
    sentAt: field(Instant.nullable(), { filter: true, sort: true }),
    currency: field(z.string()),
    gross: field(Amount, commercial),
    fee: field(Amount, commercial),
    net: field(Amount, commercial),
    total: field(Amount, { ...commercial, filter: true, sort: true }),
    paidAmount: field(Amount, commercial),
    creditedAmount: field(
      Amount.meta({ description: 'What credits took off it; of a credit what was used of it, negative.' }),
      commercial,
    ),
    balance: field(Amount.meta({ description: 'What is open: the total less what was paid and credited.' }), {
      ...commercial,
      value: (row) => sql`(${row('total')} - ${row('paidAmount')} - ${row('creditedAmount')})`,
      filter: true,
      sort: true,
    }),
    dueOn: field(Day.nullable(), { filter: true, sort: true }),
    issuedAt: field(Instant.nullable(), { sort: true }),
    issuedOn: field(Day.nullable(), { filter: true, sort: true }),
    contentHash: field(
      z
        .string()
        .nullable()
        .meta({ description: 'SHA-256, in hex, of the canonical JSON of the document as issued.' }),
    ),
  },
  visibleTo: { client: clientDocument, vendor: vendorDocument },
});

edge(invoiceRun, 'programId', 'program', program, 'invoiceRuns');
edge(invoice, 'programId', 'program', program, 'invoices');
edge(invoice, 'vendorId', 'vendor', vendor, 'invoices');
edge(invoice, 'runId', 'run', invoiceRun, 'invoices');
edge(invoice, 'correctsId', 'corrects', invoice, 'corrections');
edge(invoice, 'issuedBy', 'issuer', membership, null);
