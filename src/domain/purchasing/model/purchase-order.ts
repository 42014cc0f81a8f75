import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { Day, oneOf, reference, text } from '../../../kernel/shapes.ts';
import { SomeAmount, Thresholds } from './bounds.ts';

export const purchaseOrderStates = ['open', 'closed'] as const;
export const PurchaseOrderState = oneOf('PurchaseOrderState', purchaseOrderStates);
/** Whether what would exceed an order is invoiced on it all the same. */
export const WhenExhausted = oneOf('WhenExhausted', ['warn', 'block']);

export const PurchaseOrderTerms = z.strictObject({
  programId: reference('program'),
  number: text(64).meta({ examples: ['4500123456'], description: 'As the client’s purchasing knows it.' }),
  description: text(500).nullish(),
  amount: SomeAmount,
  effectiveFrom: Day,
  effectiveTo: Day.nullish().meta({ description: 'The last day; absent: none.' }),
  vendorId: reference('vendor').nullish().meta({ description: 'Pays for this vendor only.' }),
  facilityId: reference('facility').nullish(),
  unitId: reference('unit').nullish(),
  costCenterId: reference('costCenter')
    .nullish()
    .meta({ description: 'Pays for what is charged to this cost center alone.' }),
  orderId: reference('order').nullish(),
  assignmentId: reference('assignment').nullish(),
  thresholds: Thresholds.default([]),
  whenExhausted: WhenExhausted.default('warn').meta({
    description: '`block`: what would exceed it waits, and is named by the run; `warn`: it is invoiced.',
  }),
});
export type PurchaseOrderTerms = z.output<typeof PurchaseOrderTerms>;

export const purchaseOrderNumberTaken = declareError(
  'purchase_order_number_taken',
  'conflict',
  'Another purchase order of the program has this number.',
);

const ours = ['operator', 'client'] as const;
const fact = factsFor(ours, z.strictObject({}));

export const purchaseOrderCreated = fact(
  'purchase_order.created',
  'The client ordered to pay for something.',
);
export const purchaseOrderChanged = event({
  type: 'purchase_order.changed',
  summary: 'A purchase order has other terms.',
  sides: ours,
  data: z.strictObject({
    isForOtherDays: z.boolean().meta({ description: 'So that it pays for other things than before.' }),
  }),
});
export const purchaseOrderClosed = fact(
  'purchase_order.closed',
  'Nothing more is charged to a purchase order.',
);
export const purchaseOrderReopened = fact('purchase_order.reopened', 'A closed purchase order pays again.');
