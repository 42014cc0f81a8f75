import { z } from 'zod';
import { noSuchField } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { OrderPage, orderFilters, OrderSort } from '../model/order-row.ts';
import { permissions } from '../policy.ts';
import { ordersOnPage, type Place } from '../store/orders.ts';

const list = 'searchOrders';

export const searchOrders = query({
  name: list,
  summary:
    'The work list of orders: those that you see, with what waits on each, narrowed, ordered and paged.',
  rest: 'GET /work-lists/orders',
  permission: permissions.searchOrders,
  input: z.strictObject({
    ...orderFilters,
    sort: OrderSort.default('newest'),
    limit: z.int().min(1).max(200).default(50),
    after: z.string().max(2_000).optional(),
  }),
  output: OrderPage,
  rows: 'rows',
  async handle({ sort, limit, after, ...filters }, context) {
    if (filters.hasOpenPositions !== undefined && context.actor.side === 'vendor')
      throw noSuchField('/hasOpenPositions', 'There is no filter hasOpenPositions that you may use.');
    const within = `${list}.${sort}`;
    const place = after === undefined ? undefined : (JSON.parse(context.openCursor(within, after)) as Place);
    const found = await ordersOnPage(filters, { sort, limit, after: place }, context);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      rows: page.map(({ place: _, ...row }) => row),
      nextCursor:
        found.length > limit && last
          ? context.sealCursor(within, JSON.stringify([last.place, last.id]))
          : null,
    };
  },
});
