import { capability } from '../../kernel/operation.ts';
import * as happened from './events.ts';
import { payPolicyOverlaps, timeOverlaps, timesheetExists } from './model.ts';
import { timeEntry, timesheet, timesheetDispute, timesheetLine } from './nouns.ts';
import { adjustTimesheet } from './operations/adjust-timesheet.ts';
import { approveTimesheet } from './operations/approve-timesheet.ts';
import { createPayPolicy } from './operations/create-pay-policy.ts';
import { disputeTimesheet } from './operations/dispute-timesheet.ts';
import { endPayPolicy } from './operations/end-pay-policy.ts';
import { payPolicyPresets } from './operations/pay-policy-presets.ts';
import { revisePayPolicy } from './operations/revise-pay-policy.ts';
import { payPolicyRevised } from './policies/model.ts';
import { payPolicy } from './policies/nouns.ts';
import { keepPolicies } from './policies/reactions.ts';
import { attestTimeException, resolveTimeException } from './exceptions/operations/decide-time-exception.ts';
import * as exceptionFacts from './exceptions/model.ts';
import { timeException } from './exceptions/noun.ts';
import { timeSourceTaken } from './importing/model.ts';
import { importTime } from './importing/operations/import-time.ts';
import { importTimecard } from './importing/operations/import-timecard.ts';
import { lockTimePeriod } from './locks/operations/lock-time-period.ts';
import { reopenTimePeriod } from './locks/operations/reopen-time-period.ts';
import { timeLocked, timeLockedAlready, timePeriodLocked, timeReopened } from './locks/model.ts';
import { timeLock } from './locks/noun.ts';
import { explainTimesheet } from './operations/explain-timesheet.ts';
import { openCarriedWeek } from './opening/carried-week.ts';
import { openTimesheet } from './operations/open-timesheet.ts';
import { recordTime } from './operations/record-time.ts';
import { rejectTimesheet } from './operations/reject-timesheet.ts';
import { resolveDispute } from './operations/resolve-dispute.ts';
import { submitTimesheet } from './operations/submit-timesheet.ts';
import {
  followRejected,
  keepHandedIn,
  rateSubmitted,
  repriceRevised,
  repriceUpheld,
  settleAccepted,
} from './reactions.ts';
import { acceptanceNeared, approvalReminded, submissionReminded } from './approving/model.ts';
import { afterRating } from './after-rating.ts';
import { approvingReactions } from './approving/reactions.ts';
import { remindOfApproval, remindOfSubmission } from './approving/reminders.ts';
import { acceptSilent, warnOfSilence } from './approving/silence.ts';
import { shiftReactions } from './reporting/reactions.ts';

export type { CenterWeight } from './allocating/center-weights.ts';
export { centersOf, type BorneVersion, type Centers } from './allocating/store.ts';
export {
  approvedLines,
  chargedByDay,
  chargedDaysOf,
  chargeLinesOf,
  type TimesheetVersion,
  type ChargedDay,
  type ChargedLine,
  type WorkedOver,
} from './charge-lines.ts';
export { ChargedTime, explainChargedTime } from './charged/explain.ts';
export { timesheetAdjusted, timesheetApproved, timesheetSubmitted } from './events.ts';
export {
  exceptionResolved as timeExceptionResolved,
  type TimeExceptionFound,
  type TimeExceptionOrigin,
} from './exceptions/model.ts';
export { reconcileExceptions } from './exceptions/reconcile.ts';
export { timeException } from './exceptions/noun.ts';
export { assertUnlocked } from './locks/assert.ts';
export { timePeriodLocked } from './locks/model.ts';
export { assignmentsById, heldAssignments } from './holding/store.ts';
export { openSheetFor, openSheetsFor } from './opening/open-sheet.ts';
export { statePunched } from './state-punched.ts';
export { markInvoiced } from './invoicing.ts';
export { earnings, hourTypes, workedTypes } from './pay-rules/rated-week.ts';
export { timesheet } from './nouns.ts';
export { timesheetPayLine } from './paying/nouns.ts';
export { payLinesOf, type PaidLine } from './paying/store.ts';
export { timesheetPayLines } from './tables.ts';

export const time = capability({
  name: 'time',
  nouns: [
    payPolicy,
    timesheet,
    timeEntry,
    timesheetLine,
    timesheetDispute,
    timeException,
    timeLock,
    ...afterRating.nouns,
  ],
  commands: [
    createPayPolicy,
    revisePayPolicy,
    endPayPolicy,
    openTimesheet,
    recordTime,
    submitTimesheet,
    approveTimesheet,
    rejectTimesheet,
    disputeTimesheet,
    resolveDispute,
    adjustTimesheet,
    resolveTimeException,
    attestTimeException,
    lockTimePeriod,
    reopenTimePeriod,
    importTime,
    importTimecard,
    ...afterRating.commands,
  ],
  queries: [payPolicyPresets, explainTimesheet, ...afterRating.queries],
  events: [
    happened.payPolicyCreated,
    payPolicyRevised,
    happened.payPolicyEnded,
    happened.timesheetOpened,
    happened.timeRecorded,
    happened.timesheetSubmitted,
    happened.timesheetRated,
    happened.timesheetApproved,
    happened.timesheetRejected,
    happened.timesheetDisputed,
    happened.timesheetUpheld,
    happened.timesheetAdjusted,
    happened.timesheetInvoiced,
    happened.disputeAccepted,
    happened.disputeUpheld,
    exceptionFacts.exceptionRaised,
    exceptionFacts.exceptionRestated,
    exceptionFacts.exceptionResolved,
    exceptionFacts.exceptionAttested,
    exceptionFacts.exceptionCleared,
    timeLocked,
    timeReopened,
    approvalReminded,
    acceptanceNeared,
    submissionReminded,
    ...afterRating.events,
  ],
  reactions: [
    keepHandedIn,
    rateSubmitted,
    followRejected,
    settleAccepted,
    repriceRevised,
    repriceUpheld,
    keepPolicies,
    ...shiftReactions,
    ...approvingReactions,
  ],
  timers: [
    acceptSilent,
    warnOfSilence,
    remindOfApproval,
    remindOfSubmission,
    openCarriedWeek,
    ...afterRating.timers,
  ],
  constraints: {
    pay_policies_no_overlap: payPolicyOverlaps,
    timesheets_one_per_week: timesheetExists,
    time_entries_one_at_a_time: timeOverlaps,
    time_entries_source_ids: timeSourceTaken,
    time_entries_period_locked: timePeriodLocked,
    timesheets_period_locked: timePeriodLocked,
    other_pay_items_period_locked: timePeriodLocked,
    time_locks_once: timeLockedAlready,
  },
});
