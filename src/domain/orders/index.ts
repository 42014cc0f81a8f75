import { capability } from '../../kernel/operation.ts';
import * as happened from './model/order.ts';
import { positionFilled, positionReopened } from './model/position.ts';
import * as released from './model/release.ts';
import { order } from './nouns/order.ts';
import { position } from './nouns/position.ts';
import { orderVisibility, releasePlan } from './nouns/release.ts';
import { cancelOrder } from './operations/cancel-order.ts';
import { closeOrder } from './operations/close-order.ts';
import { coverageMatrix } from './operations/coverage-matrix.ts';
import { createOrder } from './operations/create-order.ts';
import { jumpRelease } from './operations/jump-release.ts';
import { pauseRelease } from './operations/pause-release.ts';
import { releaseOrder } from './operations/release-order.ts';
import { releaseParity } from './operations/release-parity.ts';
import { reopenOrder } from './operations/reopen-order.ts';
import { resumeRelease } from './operations/resume-release.ts';
import { orderSteps } from './operations/step-order.ts';
import { submitOrder } from './operations/submit-order.ts';
import { updateOrder } from './operations/update-order.ts';
import { withdrawRelease } from './operations/withdraw-release.ts';
import { reactions } from './reactions.ts';
import { expireOrder, openReleaseTier } from './timers.ts';

export {
  isOver,
  noOpenPosition,
  orderCanceled,
  orderClosed,
  orderClosedFor,
  orderHasActiveAssignments,
} from './model/order.ts';
export { order } from './nouns/order.ts';
export { position } from './nouns/position.ts';
export { fillPosition, reopenPosition } from './positions.ts';
export type { OrderRow, PositionRow } from './store.ts';
export { orders } from './tables.ts';
export { orderForSubmission } from './taking.ts';

export const ordersCapability = capability({
  name: 'orders',
  nouns: [order, position, releasePlan, orderVisibility],
  queries: [releaseParity, coverageMatrix],
  commands: [
    createOrder,
    updateOrder,
    submitOrder,
    ...orderSteps,
    releaseOrder,
    cancelOrder,
    closeOrder,
    reopenOrder,
    pauseRelease,
    resumeRelease,
    jumpRelease,
    withdrawRelease,
  ],
  events: [
    happened.orderCreated,
    happened.orderChanged,
    happened.orderSubmitted,
    happened.orderOpened,
    happened.orderRejected,
    happened.orderApprovalPaused,
    happened.orderApprovalResumed,
    happened.orderRevised,
    happened.orderReleased,
    happened.orderPartiallyFilled,
    happened.orderFilled,
    happened.orderUnfilled,
    happened.orderHeld,
    happened.orderResumed,
    happened.orderCanceled,
    happened.orderExpired,
    happened.orderClosedFor,
    happened.orderReopened,
    positionFilled,
    positionReopened,
    released.releasePaused,
    released.releaseResumed,
    released.releaseWithdrawn,
    released.releaseCompleted,
    released.releaseJumped,
    released.tierOpened,
    released.visibilityOpened,
    released.visibilityClosed,
  ],
  reactions,
  timers: [openReleaseTier, expireOrder],
  constraints: { release_plans_one_live: released.releaseRunning },
});
