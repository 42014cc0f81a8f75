import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Id, Instant } from '../../../kernel/shapes.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { billingItem } from '../nouns/billing-item.ts';
import { invoiceLine } from '../nouns/invoice-line.ts';
import { invoice } from '../nouns/invoice.ts';
import { permissions } from '../policy.ts';
import { invoiceDisputeLife } from './lifecycle.ts';
import { InvoiceDisputeReason, InvoiceDisputeState } from './model.ts';
import { seesClientDocuments } from './policy.ts';
import { invoiceDisputes } from './tables.ts';

const commercial = { dataClass: 'commercial' } as const;
const ofClient = { dataClass: 'internal', readers: seesClientDocuments } as const;

export const invoiceDispute = noun({
  name: 'invoiceDispute',
  summary: 'A line of an invoice that the client does not agree to, and how that ended.',
  table: invoiceDisputes,
  read: permissions.readInvoices,
  lifecycle: invoiceDisputeLife,
  fields: {
    invoiceId: field(Id, { ...ofClient, filter: true }),
    invoiceLineId: field(Id, { ...ofClient, filter: true }),
    billingItemId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    unitId: field(Id.nullable(), { filter: true }),
    vendorId: field(Id, { filter: true }),
    reason: field(InvoiceDisputeReason, { filter: true }),
    explanation: field(z.string()),
    currency: field(z.string()),
    lineAmount: field(
      Amount.meta({ description: 'What the line stood at when it was disputed.' }),
      commercial,
    ),
    expectedAmount: field(Amount.meta({ description: 'What it should be.' }), commercial),
    amount: field(Amount.meta({ description: 'What is in dispute between the two.' }), {
      ...commercial,
      filter: true,
      sort: true,
    }),
    state: field(InvoiceDisputeState, { filter: true }),
    raisedBy: field(Id, ofClient),
    resolution: field(z.string().nullable()),
    resolvedAt: field(Instant.nullable(), { filter: true, sort: true }),
    resolvedBy: field(Id.nullable(), ofClient),
    creditedAmount: field(Amount.nullable(), commercial),
    creditMemoId: field(Id.nullable(), { ...ofClient, filter: true }),
  },
  visibleTo: { vendor: 'scoped' },
});

edge(invoiceDispute, 'invoiceId', 'invoice', invoice, 'disputes');
edge(invoiceDispute, 'invoiceLineId', 'invoiceLine', invoiceLine, 'disputes');
edge(invoiceDispute, 'billingItemId', 'billingItem', billingItem, 'invoiceDisputes');
edge(invoiceDispute, 'programId', 'program', program, null);
edge(invoiceDispute, 'facilityId', 'facility', facility, null);
edge(invoiceDispute, 'unitId', 'unit', unit, null);
edge(invoiceDispute, 'vendorId', 'vendor', vendor, 'invoiceDisputes');
edge(invoiceDispute, 'creditMemoId', 'creditMemo', invoice, null);
