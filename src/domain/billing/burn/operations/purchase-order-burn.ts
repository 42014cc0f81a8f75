import { z } from 'zod';
import { query } from '../../../../kernel/operation.ts';
import { reference } from '../../../../kernel/shapes.ts';
import { OrderBurn } from '../model.ts';
import { permissions } from '../policy.ts';
import { burnOfOrders } from '../store/burned.ts';

export const purchaseOrderBurn = query({
  name: 'purchaseOrderBurn',
  summary:
    'What is used of each purchase order of a program: invoiced, approved and waiting, remaining. Who is bound to facilities sees the orders of those alone.',
  rest: 'GET /programs/{programId}/purchase-order-burn',
  permission: permissions.readBurn,
  input: z.strictObject({
    programId: reference('program'),
    purchaseOrderId: reference('purchaseOrder').optional(),
  }),
  output: z.strictObject({ rows: z.array(OrderBurn) }).meta({ id: 'PurchaseOrderBurns' }),
  rows: 'rows',
  handle: async (question, context) => ({ rows: await burnOfOrders(question, context) }),
});
