import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const OrderType = oneOf('OrderType', ['contract', 'per_diem', 'direct_hire']);
/** The types that can be ordered so far. */
export const NewOrderType = oneOf('NewOrderType', ['contract']);
export const OrderReason = oneOf('OrderReason', [
  'vacancy',
  'census',
  'leave',
  'seasonal',
  'strike',
  'other',
]);
export const OrderState = oneOf('OrderState', [
  'draft',
  'pending_approval',
  'approval_paused',
  'rejected',
  'open',
  'partially_filled',
  'filled',
  'on_hold',
  'expired',
  'closed',
  'canceled',
]);

/** The people who had a hand in an order, and the one who has it now. */
export const withAuthor = (authors: readonly string[], { userId }: Pick<Actor, 'userId'>): string[] => [
  ...new Set(userId === null ? authors : [...authors, userId]),
];

/** Whether nobody can be placed on an order in this state any more. */
export const isOver = (state: z.output<typeof OrderState>): boolean =>
  state === 'canceled' || state === 'closed';

export const orderClosed = declareError('order_closed', 'conflict', 'The order takes no submissions now.');
export const orderHasActiveAssignments = declareError(
  'order_has_active_assignments',
  'conflict',
  'Workers have begun on the order; end their assignments first.',
);
export const noOpenPosition = declareError(
  'no_open_position',
  'conflict',
  'The order has no opening left to fill.',
);

const sides = ['operator', 'client'] as const;
const nothing = z.strictObject({});
const fact = factsFor(sides, nothing);

export const orderCreated = fact('order.created', 'An order was drafted.');
export const orderChanged = event({
  type: 'order.changed',
  summary: 'The terms of an order were changed.',
  sides,
  data: z.strictObject({ changed: z.array(z.string()) }),
});
export const orderSubmitted = fact('order.submitted', 'An order was submitted for approval.');
export const orderOpened = fact('order.opened', 'An order was approved, or needs no approval, and is open.');
export const orderRejected = fact('order.rejected', 'An order was not approved.');
export const orderApprovalPaused = fact(
  'order.approval_paused',
  'The approval of an order waits for somebody to hold a title.',
);
export const orderApprovalResumed = fact('order.approval_resumed', 'The approval of an order goes on.');
export const orderRevised = fact('order.revised', 'A rejected order is a draft again.');
export const orderReleased = fact('order.released', 'An order was given to the panel by a release plan.');
export const orderPartiallyFilled = fact('order.partially_filled', 'Some of the openings are filled.');
export const orderFilled = fact('order.filled', 'Every opening is filled.');
export const orderUnfilled = fact('order.unfilled', 'A filled order has an opening again.');
export const orderHeld = fact('order.held', 'An order waits.');
export const orderResumed = fact('order.resumed', 'A held order goes on.');
export const orderCanceled = fact('order.canceled', 'An order was canceled, with a reason.');
export const orderExpired = fact('order.expired', 'The time to respond to an order passed.');
export const orderClosedFor = fact('order.closed', 'An order came to its end.');
export const orderReopened = fact(
  'order.reopened',
  'A closed or expired order is open again, with a reason.',
);
