import { capability } from '../../kernel/operation.ts';
import * as changes from './model/change.ts';
import * as happened from './model/order.ts';
import * as placed from './model/position.ts';
import * as released from './model/release.ts';
import * as templates from './model/template.ts';
import { orderChange } from './nouns/order-change.ts';
import { orderQuestion } from './nouns/order-question.ts';
import { orderTemplate } from './nouns/order-template.ts';
import { order } from './nouns/order.ts';
import { position } from './nouns/position.ts';
import { orderVisibility, releasePlan, releasePlanTemplate } from './nouns/release.ts';
import { addPositions } from './operations/add-positions.ts';
import { orderTemplateSteps } from './operations/archive-order-template.ts';
import { cancelOrder } from './operations/cancel-order.ts';
import { cancelPosition } from './operations/cancel-position.ts';
import { closeOrder } from './operations/close-order.ts';
import { coverageMatrix } from './operations/coverage-matrix.ts';
import { createOrderTemplate } from './operations/create-order-template.ts';
import { createOrder } from './operations/create-order.ts';
import { endSurge } from './operations/end-surge.ts';
import { extendResponse } from './operations/extend-response.ts';
import { jumpRelease } from './operations/jump-release.ts';
import { pauseRelease } from './operations/pause-release.ts';
import { postingCheck } from './operations/posting-check.ts';
import { programReleaseParity } from './operations/program-release-parity.ts';
import { releaseOrder } from './operations/release-order.ts';
import { releaseParity } from './operations/release-parity.ts';
import { releaseToVendor } from './operations/release-to-vendor.ts';
import { releaseTemplateCommands } from './operations/release-templates.ts';
import { reopenOrder } from './operations/reopen-order.ts';
import { reopenPosition } from './operations/reopen-position.ts';
import { requestSurge } from './operations/request-surge.ts';
import { resumeRelease } from './operations/resume-release.ts';
import { setOrderQuestions } from './operations/set-order-questions.ts';
import { orderSteps } from './operations/step-order.ts';
import { submitOrder } from './operations/submit-order.ts';
import { updateOrderTemplate } from './operations/update-order-template.ts';
import { updateOrder } from './operations/update-order.ts';
import { upsertOrder } from './operations/upsert-order.ts';
import { withdrawFromVendor } from './operations/withdraw-from-vendor.ts';
import { withdrawOrderChange } from './operations/withdraw-order-change.ts';
import { withdrawRelease } from './operations/withdraw-release.ts';
import { reactions } from './reactions.ts';
import { showingReactions } from './release/reactions.ts';
import { endPerDiemOrder, expireOrder, openReleaseTier } from './timers.ts';

export { orderChangePending } from './model/change.ts';
export {
  isOver,
  noOpenPosition,
  orderCanceled,
  orderClosed,
  orderClosedFor,
  orderHasActiveAssignments,
  orderOpened,
  orderPriceCut,
  orderTermsChanged,
} from './model/order.ts';
export { orderQuestion } from './nouns/order-question.ts';
export { order } from './nouns/order.ts';
export { position } from './nouns/position.ts';
export { fillPosition, reopenPosition } from './positions.ts';
export { gapsOf, postingLacksPayTerms, type Posting, type PostingRule } from './model/posting.ts';
export { assertPostable } from './posting.ts';
export { scoreAnswers, type Answer, type Scored } from './scoring.ts';
export { showOrderTo } from './release/show.ts';
export type { OrderRow, PositionRow } from './store.ts';
export { orders } from './tables.ts';
export { orderForSubmission } from './taking.ts';

export const ordersCapability = capability({
  name: 'orders',
  nouns: [
    order,
    position,
    orderTemplate,
    orderQuestion,
    orderChange,
    releasePlan,
    releasePlanTemplate,
    orderVisibility,
  ],
  queries: [releaseParity, programReleaseParity, coverageMatrix, postingCheck],
  commands: [
    createOrder,
    upsertOrder,
    updateOrder,
    setOrderQuestions,
    extendResponse,
    addPositions,
    cancelPosition,
    reopenPosition,
    requestSurge,
    endSurge,
    withdrawOrderChange,
    createOrderTemplate,
    updateOrderTemplate,
    ...orderTemplateSteps,
    submitOrder,
    ...orderSteps,
    releaseOrder,
    releaseToVendor,
    withdrawFromVendor,
    ...releaseTemplateCommands,
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
    happened.orderTermsChanged,
    happened.orderPriceCut,
    happened.orderResponseExtended,
    happened.questionsSet,
    happened.orderSurged,
    happened.orderSurgeEnded,
    changes.changeRequested,
    changes.changeApplied,
    changes.changeRejected,
    changes.changeWithdrawn,
    templates.templateCreated,
    templates.templateChanged,
    templates.templateArchived,
    templates.templateRestored,
    placed.positionFilled,
    placed.positionReopened,
    placed.positionAdded,
    placed.positionCanceled,
    placed.positionClosed,
    released.releasePaused,
    released.releaseResumed,
    released.releaseWithdrawn,
    released.releaseCompleted,
    released.releaseJumped,
    released.tierOpened,
    released.visibilityOpened,
    released.visibilityClosed,
    released.visibilityChanged,
    released.releasedToVendor,
    released.withdrawnFromVendor,
    released.releaseTemplateCreated,
    released.releaseTemplateChanged,
    released.releaseTemplateArchived,
    released.releaseTemplateRestored,
  ],
  reactions: [...reactions, ...showingReactions],
  timers: [openReleaseTier, expireOrder, endPerDiemOrder],
  constraints: {
    order_templates_name: templates.templateNameTaken,
    order_changes_one_pending: changes.orderChangePending,
    release_plan_templates_once: released.releaseTemplateExists,
    release_plans_one_live: released.releaseRunning,
  },
});
