import { edge, field, noun, type FieldOptions } from '../../../kernel/noun.ts';
import { Amount, Id, Instant, text } from '../../../kernel/shapes.ts';
import { orderChangeLife } from '../lifecycle/order-change.ts';
import { OrderChangeKind, OrderChangeState, OrderChangeTerms } from '../model/change.ts';
import { changedTerms, permissions } from '../policy.ts';
import { orderChanges } from '../tables.ts';
import { order } from './order.ts';

const terms = (key: string): FieldOptions => ({ dataClass: 'commercial', value: changedTerms(key) });

export const orderChange = noun({
  name: 'orderChange',
  summary:
    'A change of an order that runs and was asked of its approvers anew, or a surge rate; before and after.',
  table: orderChanges,
  read: permissions.readChanges,
  fields: {
    orderId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    kind: field(OrderChangeKind, { filter: true }),
    before: field(OrderChangeTerms, terms('before')),
    after: field(OrderChangeTerms, terms('after')),
    estimatedCost: field(Amount.meta({ description: 'Of the whole order after the change.' }), {
      dataClass: 'commercial',
    }),
    reason: field(text(2_000).nullable(), { dataClass: 'internal' }),
    state: field(OrderChangeState, { filter: true }),
    decidedAt: field(Instant.nullable(), { filter: true, sort: true }),
  },
  lifecycle: orderChangeLife,
});

edge(orderChange, 'orderId', 'order', order, 'changes');
