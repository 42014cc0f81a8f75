import { ofApprovals } from './reactions/of-approvals.ts';
import { ofOrders } from './reactions/of-orders.ts';

/** What orders and approvals do to submissions and offers, in the transaction in which it happens. */
export const reactions = [...ofOrders, ...ofApprovals];
