import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const OrderType = oneOf('OrderType', ['contract', 'per_diem', 'direct_hire']);
/** What posted pay is for. */
export const PayUnit = oneOf('PayUnit', ['hour', 'week', 'year']);
export const SurgeKind = oneOf('SurgeKind', ['surge', 'rush']);
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

export const notOfOrderType = declareError(
  'not_of_order_type',
  'conflict',
  'An order of this type has no such step.',
);
export const lastPosition = declareError(
  'last_position',
  'conflict',
  'The last opening of an order is not canceled by itself; cancel the order.',
);

export const orderTermsChanged = event({
  type: 'order.terms_changed',
  summary: 'The terms of an order that is open already were changed.',
  sides,
  data: z.strictObject({ changed: z.array(z.string()) }),
});
/** The rates or hours that a vendor counted on went down: those who were proposed are asked anew. */
export const orderPriceCut = event({
  type: 'order.price_lowered',
  summary: 'An open order pays less, or guarantees less, than it did.',
  sides,
  data: z.strictObject({ changed: z.array(z.string()) }),
});
export const orderResponseExtended = fact(
  'order.response_extended',
  'There is more time to respond to an order, with a reason.',
);
export const questionsSet = fact('order.questions_replaced', 'The questions of an order were set.');
export const orderSurged = event({
  type: 'order.surged',
  summary: 'A surge or rush rate of an order came into force, with a reason.',
  sides,
  data: z.strictObject({ kind: SurgeKind }),
});
export const orderSurgeEnded = fact(
  'order.surge_ended',
  'An order is back at the rates of before its surge.',
);
