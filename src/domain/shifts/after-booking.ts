import * as attendance from './attending/model.ts';
import { attendanceEvent } from './attending/nouns.ts';
import { attendanceScore } from './attending/operations/attendance-score.ts';
import { completeShift } from './attending/operations/complete-shift.ts';
import { dismissDoNotReturnProposal } from './attending/operations/dismiss-do-not-return-proposal.ts';
import { excuseAttendanceEvent } from './attending/operations/excuse-attendance-event.ts';
import { releaseShift } from './attending/operations/release-shift.ts';
import { reportShiftNoShow } from './attending/operations/report-shift-no-show.ts';
import { reportShift } from './attending/operations/report-shift.ts';
import { startShift } from './attending/operations/start-shift.ts';
import { attendingReactions } from './attending/reactions.ts';
import { noteOverdueShift } from './attending/timers.ts';
import * as boosts from './boosting/model.ts';
import { shiftBoost } from './boosting/nouns.ts';
import { boostShift } from './boosting/operations/boost-shift.ts';
import { endShiftBoost } from './boosting/operations/end-shift-boost.ts';
import { expireShiftBoost } from './boosting/timers.ts';
import * as broadcasts from './broadcasting/model.ts';
import { broadcastPlan, favoriteWorker, shiftBroadcast } from './broadcasting/nouns.ts';
import { addFavoriteWorker } from './broadcasting/operations/add-favorite-worker.ts';
import { createBroadcastPlan } from './broadcasting/operations/create-broadcast-plan.ts';
import { jumpShiftBroadcast } from './broadcasting/operations/jump-shift-broadcast.ts';
import { resumeShiftBroadcast } from './broadcasting/operations/resume-shift-broadcast.ts';
import {
  pauseShiftBroadcast,
  removeFavoriteWorker,
  retireBroadcastPlan,
} from './broadcasting/operations/step-broadcast.ts';
import { updateBroadcastPlan } from './broadcasting/operations/update-broadcast-plan.ts';
import { openBroadcastStage } from './broadcasting/stages.ts';
import * as calendars from './calendar/model.ts';
import { calendarLink } from './calendar/nouns.ts';
import { createCalendarLink } from './calendar/operations/create-calendar-link.ts';
import { revokeCalendarLink } from './calendar/operations/revoke-calendar-link.ts';
import { showCalendar } from './calendar/operations/show-calendar.ts';
import * as canceled from './canceling/model.ts';
import { callOffPeriod } from './canceling/nouns.ts';
import { callOffExposure } from './canceling/operations/call-off-exposure.ts';
import { callOffShift } from './canceling/operations/call-off-shift.ts';
import { cancelShift } from './canceling/operations/cancel-shift.ts';
import { cancelingReactions } from './canceling/reactions.ts';
import { endCallOffPeriod } from './canceling/timers.ts';
import * as swaps from './swapping/model.ts';
import { shiftSwap } from './swapping/nouns.ts';
import { approveShiftSwap } from './swapping/operations/approve-shift-swap.ts';
import { declineShiftSwap } from './swapping/operations/decline-shift-swap.ts';
import { proposeShiftSwap } from './swapping/operations/propose-shift-swap.ts';
import { acceptShiftSwap, withdrawShiftSwap } from './swapping/operations/step-shift-swap.ts';
import { swappingReactions } from './swapping/reactions.ts';
import { expireShiftSwap } from './swapping/timers.ts';

/** What the capability holds for shifts that were posted: how they end, are kept, change hands and are told of. */
export const afterBooking = {
  nouns: [
    attendanceEvent,
    callOffPeriod,
    shiftSwap,
    shiftBoost,
    favoriteWorker,
    broadcastPlan,
    shiftBroadcast,
    calendarLink,
  ],
  commands: [
    cancelShift,
    callOffShift,
    releaseShift,
    startShift,
    completeShift,
    reportShift,
    reportShiftNoShow,
    dismissDoNotReturnProposal,
    excuseAttendanceEvent,
    boostShift,
    endShiftBoost,
    proposeShiftSwap,
    acceptShiftSwap,
    approveShiftSwap,
    declineShiftSwap,
    withdrawShiftSwap,
    addFavoriteWorker,
    removeFavoriteWorker,
    createBroadcastPlan,
    updateBroadcastPlan,
    retireBroadcastPlan,
    pauseShiftBroadcast,
    resumeShiftBroadcast,
    jumpShiftBroadcast,
    createCalendarLink,
    revokeCalendarLink,
  ],
  queries: [attendanceScore, callOffExposure],
  links: [showCalendar],
  events: [
    canceled.shiftCanceled,
    canceled.shiftCalledOff,
    canceled.shiftReleased,
    canceled.callOffPeriodBegun,
    canceled.callOffPeriodEnded,
    canceled.callOffPeriodSettled,
    attendance.attendanceRecorded,
    attendance.attendanceExcused,
    attendance.shiftStarted,
    attendance.shiftCompleted,
    attendance.shiftReported,
    attendance.shiftOverdue,
    attendance.shiftMissed,
    attendance.shiftMarkedMissed,
    attendance.shiftReopened,
    attendance.doNotReturnDismissed,
    attendance.doNotReturnFollowed,
    swaps.swapProposed,
    swaps.swapAccepted,
    swaps.swapApproved,
    swaps.swapDeclined,
    swaps.swapWithdrawn,
    swaps.swapExpired,
    swaps.swapTold,
    boosts.shiftBoosted,
    boosts.boostEnded,
    broadcasts.favoriteAdded,
    broadcasts.favoriteRemoved,
    broadcasts.planCreated,
    broadcasts.planChanged,
    broadcasts.planArchived,
    broadcasts.broadcastBegun,
    broadcasts.broadcastPaused,
    broadcasts.broadcastResumed,
    broadcasts.broadcastJumped,
    broadcasts.broadcastStopped,
    broadcasts.stageOpened,
    calendars.calendarLinkCreated,
    calendars.calendarLinkRevoked,
  ],
  reactions: [...cancelingReactions, ...attendingReactions, ...swappingReactions],
  timers: [noteOverdueShift, endCallOffPeriod, expireShiftSwap, expireShiftBoost, openBroadcastStage],
  constraints: {
    shift_swaps_one_live: swaps.swapExists,
    favorite_workers_once: broadcasts.favoriteExists,
    broadcast_plans_one_default: broadcasts.defaultPlanExists,
  },
};
