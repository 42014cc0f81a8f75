import { otherPayRecorded } from './paying/model.ts';
import { otherPayItem, timesheetPayLine } from './paying/nouns.ts';
import { recordOtherPay } from './paying/operations/record-other-pay.ts';

/** What the capability holds of what weeks come to: what is paid for them, why, and how else they could be rated. */
export const afterRating = {
  nouns: [timesheetPayLine, otherPayItem],
  commands: [recordOtherPay],
  queries: [],
  events: [otherPayRecorded],
  reactions: [],
  timers: [],
};
