import { command } from '../../../kernel/operation.ts';
import { fileNotReady } from '../../files/index.ts';
import { draftOrder } from '../making/draft.ts';
import { NewOrder } from '../making/shape.ts';
import { orderCreated } from '../model/order.ts';
import { order } from '../nouns/order.ts';
import { permissions } from '../policy.ts';

export const createOrder = command({
  name: 'createOrder',
  summary:
    'Draft an order of a unit, of a template or without; nobody sees it before it is submitted, approved and released.',
  rest: 'POST /orders',
  permission: permissions.manage,
  input: NewOrder,
  output: order,
  errors: [fileNotReady],
  async handle(input, context) {
    const row = await draftOrder(input, context);
    return { result: row, events: [orderCreated(row, {})] };
  },
});
