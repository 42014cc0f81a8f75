import { explainTimesheetLine } from './operations/explain-timesheet-line.ts';
import { explainTimesheetPayLine } from './paying/operations/explain-timesheet-pay-line.ts';
import { otherPayRecorded } from './paying/model.ts';
import { otherPayItem, timesheetPayLine } from './paying/nouns.ts';
import { recordOtherPay } from './paying/operations/record-other-pay.ts';
import { previewTimesheet } from './previewing/operations/preview-timesheet.ts';
import * as reratings from './rerating/model.ts';
import { rerating, reratingLine } from './rerating/nouns.ts';
import { createRerating } from './rerating/operations/create-rerating.ts';
import { applyRerating, discardRerating } from './rerating/operations/step-rerating.ts';
import { applyNextWeeks, prepareRerating } from './rerating/timers.ts';

/** What the capability holds of what weeks come to: what is paid for them, why, and how else they could be rated. */
export const afterRating = {
  nouns: [timesheetPayLine, otherPayItem, rerating, reratingLine],
  commands: [recordOtherPay, createRerating, applyRerating, discardRerating],
  queries: [previewTimesheet, explainTimesheetLine, explainTimesheetPayLine],
  events: [
    otherPayRecorded,
    reratings.reratingCreated,
    reratings.reratingPrepared,
    reratings.reratingFailed,
    reratings.reratingBegun,
    reratings.reratingApplied,
    reratings.reratingDiscarded,
  ],
  timers: [prepareRerating, applyNextWeeks],
};
