import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Id, Rate } from '../../../kernel/shapes.ts';
import { facility, unit } from '../../programs/index.ts';
import { purchaseOrder } from '../../purchasing/index.ts';
import { vendor } from '../../vendors/index.ts';
import { readsWorkerId, worker } from '../../workers/index.ts';
import { CostAllocation, InvoiceLineSide } from '../model.ts';
import { clientLine, permissions, seesCostCenters, vendorLine } from '../policy.ts';
import { invoiceLines } from '../tables.ts';
import { billingItem } from './billing-item.ts';
import { invoice } from './invoice.ts';

const commercial = { dataClass: 'commercial' } as const;

export const invoiceLine = noun({
  name: 'invoiceLine',
  summary: 'A billed item on a document: it stands on one of the client’s and on one of its vendor’s.',
  table: invoiceLines,
  read: permissions.readInvoices,
  fields: {
    invoiceId: field(Id, { filter: true }),
    side: field(InvoiceLineSide, { filter: true }),
    number: field(z.int(), { sort: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    unitId: field(Id.nullable(), { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id.nullable(), { filter: true, readers: readsWorkerId }),
    billingItemId: field(Id, { filter: true }),
    purchaseOrderId: field(Id.nullable(), { filter: true }),
    taxRuleId: field(Id.nullable(), { filter: true, readers: seesCostCenters }),
    description: field(z.string()),
    minutes: field(z.int().nullable()),
    rate: field(Rate.nullable(), commercial),
    amount: field(Amount, commercial),
    feeAmount: field(Amount, commercial),
    netAmount: field(Amount, commercial),
    allocation: field(z.array(CostAllocation), { ...commercial, readers: seesCostCenters }),
  },
  visibleTo: { client: clientLine, vendor: vendorLine },
});

edge(invoiceLine, 'invoiceId', 'invoice', invoice, 'lines');
edge(invoiceLine, 'billingItemId', 'billingItem', billingItem, 'invoiceLines');
edge(invoiceLine, 'purchaseOrderId', 'purchaseOrder', purchaseOrder, 'invoiceLines');
edge(invoiceLine, 'facilityId', 'facility', facility, 'invoiceLines');
edge(invoiceLine, 'unitId', 'unit', unit, 'invoiceLines');
edge(invoiceLine, 'vendorId', 'vendor', vendor, 'invoiceLines');
edge(invoiceLine, 'workerId', 'worker', worker, 'invoiceLines');
