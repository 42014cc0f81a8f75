import { capability } from '../../kernel/operation.ts';
import { afterBooking } from './after-booking.ts';
import { followTerms } from './expanding/following.ts';
import { lapsingReactions } from './lapsing/reactions.ts';
import * as patternModel from './model/shift-pattern.ts';
import * as requestModel from './model/shift-request.ts';
import * as happened from './model/shift.ts';
import './nouns/edges.ts';
import { shift } from './nouns/shift.ts';
import { shiftPattern } from './nouns/shift-pattern.ts';
import { shiftQuote } from './nouns/shift-quote.ts';
import { shiftRequest } from './nouns/shift-request.ts';
import { acceptShiftRequest } from './operations/accept-shift-request.ts';
import { bookShift } from './operations/book-shift.ts';
import { createShift } from './operations/create-shift.ts';
import { createShiftPattern } from './operations/create-shift-pattern.ts';
import { endShiftPattern } from './operations/end-shift-pattern.ts';
import { postShift } from './operations/post-shift.ts';
import { quoteShift } from './operations/quote-shift.ts';
import { requestShift } from './operations/request-shift.ts';
import { scheduleShifts } from './operations/schedule-shifts.ts';
import { shiftBoard } from './operations/shift-board.ts';
import { shiftFit } from './operations/shift-fit.ts';
import { shiftRequestSteps } from './operations/step-shift-request.ts';
import { updateShift } from './operations/update-shift.ts';
import { expandShiftPattern, expireShift, unassignAtRisk } from './timers.ts';

export { shiftHoursRefused, shiftReported } from './attending/model.ts';
export { callOffPeriodEnded, shiftCanceled } from './canceling/model.ts';
export { resettleCallOffs, settleCallOffs } from './canceling/offered.ts';
export { milesBetween } from './board/distance.ts';
export { shift } from './nouns/shift.ts';
export { shifts } from './tables.ts';

export const shiftsCapability = capability({
  name: 'shifts',
  nouns: [shift, shiftPattern, shiftQuote, shiftRequest, ...afterBooking.nouns],
  commands: [
    createShift,
    updateShift,
    postShift,
    createShiftPattern,
    endShiftPattern,
    scheduleShifts,
    quoteShift,
    bookShift,
    requestShift,
    acceptShiftRequest,
    ...shiftRequestSteps,
    ...afterBooking.commands,
  ],
  queries: [shiftFit, shiftBoard, ...afterBooking.queries],
  links: afterBooking.links,
  events: [
    happened.shiftCreated,
    happened.shiftChanged,
    happened.shiftWasPosted,
    happened.shiftsAnnounced,
    happened.shiftBooked,
    happened.shiftScheduled,
    happened.shiftUnfilled,
    happened.shiftUnassigned,
    happened.shiftEndangered,
    happened.shiftRiskCleared,
    happened.shiftInterrupted,
    requestModel.shiftRequested,
    requestModel.shiftRequestAccepted,
    requestModel.shiftRequestDeclined,
    requestModel.shiftRequestWithdrawn,
    requestModel.shiftRequestSuperseded,
    requestModel.shiftQuoted,
    patternModel.shiftPatternCreated,
    patternModel.shiftPatternExpanded,
    patternModel.shiftPatternEnded,
    ...afterBooking.events,
  ],
  reactions: [...lapsingReactions, followTerms, ...afterBooking.reactions],
  timers: [expireShift, expandShiftPattern, unassignAtRisk, ...afterBooking.timers],
  constraints: {
    shifts_one_at_a_time: happened.workerNotAvailable,
    shift_requests_one_live: happened.workerNotAvailable,
    ...afterBooking.constraints,
  },
});
