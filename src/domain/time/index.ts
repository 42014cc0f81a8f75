import { capability } from '../../kernel/operation.ts';
import * as happened from './events.ts';
import { payPolicyOverlaps, timeOverlaps, timesheetExists } from './model.ts';
import { payPolicy, timeEntry, timesheet, timesheetDispute, timesheetLine } from './nouns.ts';
import { adjustTimesheet } from './operations/adjust-timesheet.ts';
import { approveTimesheet } from './operations/approve-timesheet.ts';
import { createPayPolicy } from './operations/create-pay-policy.ts';
import { disputeTimesheet } from './operations/dispute-timesheet.ts';
import { endPayPolicy } from './operations/end-pay-policy.ts';
import { explainTimesheet } from './operations/explain-timesheet.ts';
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
import { shiftReactions } from './reporting/reactions.ts';

export {
  approvedLines,
  chargedDaysOf,
  chargeLinesOf,
  type ChargedDay,
  type WorkedOver,
} from './charge-lines.ts';
export { timesheetAdjusted, timesheetApproved } from './events.ts';
export { markInvoiced } from './invoicing.ts';
export { earnings, hourTypes, workedTypes } from './pay-rules/rated-week.ts';
export { timesheet } from './nouns.ts';
export { hourTypes, workedTypes } from './pay-rules/rated-week.ts';
export { timesheetPayLine } from './paying/nouns.ts';
export { payLinesOf, type PaidLine } from './paying/store.ts';
export { timesheetPayLines } from './tables.ts';

export const time = capability({
  name: 'time',
  nouns: [payPolicy, timesheet, timeEntry, timesheetLine, timesheetDispute],
  commands: [
    createPayPolicy,
    endPayPolicy,
    openTimesheet,
    recordTime,
    submitTimesheet,
    approveTimesheet,
    rejectTimesheet,
    disputeTimesheet,
    resolveDispute,
    adjustTimesheet,
  ],
  queries: [explainTimesheet],
  events: [
    happened.payPolicyCreated,
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
  ],
  reactions: [
    keepHandedIn,
    rateSubmitted,
    followRejected,
    settleAccepted,
    repriceRevised,
    repriceUpheld,
    ...shiftReactions,
  ],
  constraints: {
    pay_policies_no_overlap: payPolicyOverlaps,
    timesheets_one_per_week: timesheetExists,
    time_entries_one_at_a_time: timeOverlaps,
  },
});
