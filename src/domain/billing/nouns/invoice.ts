import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id, Instant } from '../../../kernel/shapes.ts';
import { membership } from '../../access/index.ts';
import { costCenter, facility, program } from '../../programs/index.ts';
import { purchaseOrder } from '../../purchasing/index.ts';
import { vendor } from '../../vendors/index.ts';
import { InvoiceApprovalState } from '../approving/model.ts';
import { invoiceRunLife } from '../lifecycle/invoice-run.ts';
import { invoiceLife } from '../lifecycle/invoice.ts';
import { InvoiceKind, InvoiceRunState, InvoiceState } from '../model.ts';
import { clientDocument, permissions, seesCostCenters, vendorDocument } from '../policy.ts';
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
  lifecycle: invoiceRunLife,
  fields: {
    programId: field(Id, { filter: true }),
    periodStart: field(Day, { filter: true, sort: true }),
    periodEnd: field(Day, { filter: true, sort: true }),
    state: field(InvoiceRunState, { filter: true }),
    itemCount: field(z.int()),
    invoiceCount: field(z.int()),
    done: field(z.int().meta({ description: 'Of its items, how many stand on documents so far.' })),
    expectedCount: field(
      z.int().nullable().meta({ description: 'How many items waited when it was started.' }),
    ),
    heldCount: field(
      z
        .int()
        .meta({ description: 'Items left waiting: their purchase order blocks and has too little left.' }),
    ),
    heldAmount: field(Amount, commercial),
    failureCode: field(z.string().nullable()),
    failureDetail: field(z.string().nullable()),
    startedBy: field(Id.nullable(), internal),
    finishedAt: field(Instant.nullable(), { sort: true }),
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
    facilityId: field(
      Id.nullable().meta({ description: 'What all lines have in common, where the program groups by it.' }),
      { filter: true },
    ),
    costCenterId: field(Id.nullable(), { filter: true, readers: seesCostCenters }),
    purchaseOrderId: field(Id.nullable(), { filter: true, readers: seesCostCenters }),
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
    tax: field(Amount, commercial),
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
    contentVersion: field(
      z.int().meta({ description: '2: the hash covers names, parties, terms and taxes too.' }),
    ),
    contentHash: field(
      z
        .string()
        .nullable()
        .meta({ description: 'SHA-256, in hex, of the canonical JSON of the document as issued.' }),
    ),
  },
  visibleTo: { client: clientDocument, vendor: vendorDocument },
  ofWholeProgram: true,
});

edge(invoiceRun, 'programId', 'program', program, 'invoiceRuns');
edge(invoice, 'programId', 'program', program, 'invoices');
edge(invoice, 'vendorId', 'vendor', vendor, 'invoices');
edge(invoice, 'runId', 'run', invoiceRun, 'invoices');
edge(invoice, 'facilityId', 'facility', facility, 'invoices');
edge(invoice, 'costCenterId', 'costCenter', costCenter, 'invoices');
edge(invoice, 'purchaseOrderId', 'purchaseOrder', purchaseOrder, 'invoices');
edge(invoice, 'correctsId', 'corrects', invoice, 'corrections');
edge(invoice, 'issuedBy', 'issuer', membership, null);
edge(invoiceRun, 'startedBy', 'starter', membership, null);
