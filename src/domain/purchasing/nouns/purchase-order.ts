import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Id, text } from '../../../kernel/shapes.ts';
import { assignment } from '../../assignments/index.ts';
import { order } from '../../orders/index.ts';
import { costCenter, Currency, facility, program, unit } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { purchaseOrderLife } from '../lifecycle.ts';
import { Thresholds } from '../model/bounds.ts';
import { PurchaseOrderState, WhenExhausted } from '../model/purchase-order.ts';
import { isOurs, permissions } from '../policy.ts';
import { purchaseOrders } from '../tables.ts';

const ours = { dataClass: 'commercial', readers: isOurs } as const;
const place = { filter: true, dataClass: 'internal', readers: isOurs } as const;

export const purchaseOrder = noun({
  name: 'purchaseOrder',
  summary:
    'The client’s order to pay: for all of the program, or for what it names. An item is charged to the one that names it most closely.',
  table: purchaseOrders,
  read: permissions.readOrders,
  lifecycle: purchaseOrderLife,
  fields: {
    programId: field(Id, { filter: true }),
    number: field(text(64), { filter: true, sort: true, search: true }),
    description: field(text(500).nullable(), { dataClass: 'internal', readers: isOurs }),
    amount: field(Amount, { ...ours, sort: true }),
    currency: field(Currency),
    ...effectiveFields(),
    vendorId: field(Id.nullable(), { filter: true }),
    facilityId: field(Id.nullable(), place),
    unitId: field(Id.nullable(), place),
    costCenterId: field(Id.nullable(), place),
    orderId: field(Id.nullable(), place),
    assignmentId: field(Id.nullable(), { filter: true }),
    thresholds: field(Thresholds, ours),
    whenExhausted: field(WhenExhausted, { ...ours, filter: true }),
    state: field(PurchaseOrderState, { filter: true }),
    closedBecause: field(text(2_000).nullable(), { dataClass: 'internal', readers: isOurs }),
  },
  visibleTo: { vendor: 'scoped' },
});

edge(purchaseOrder, 'programId', 'program', program, 'purchaseOrders');
edge(purchaseOrder, 'vendorId', 'vendor', vendor, 'purchaseOrders');
edge(purchaseOrder, 'facilityId', 'facility', facility, 'purchaseOrders');
edge(purchaseOrder, 'unitId', 'unit', unit, 'purchaseOrders');
edge(purchaseOrder, 'costCenterId', 'costCenter', costCenter, 'purchaseOrders');
edge(purchaseOrder, 'orderId', 'order', order, 'purchaseOrders');
edge(purchaseOrder, 'assignmentId', 'assignment', assignment, 'purchaseOrders');
