import { capability } from '../../kernel/operation.ts';
import {
  reportArchived,
  reportChanged,
  reportExists,
  reportReassigned,
  reportRun as reportRunCompleted,
  reportRunFailed,
  reportSaved,
  reportStopped,
} from './model/saved-report.ts';
import { reportRun, savedReport } from './nouns.ts';
import { archiveSavedReport } from './operations/archive-saved-report.ts';
import { createSavedReport } from './operations/create-saved-report.ts';
import { reassignSavedReport } from './operations/reassign-saved-report.ts';
import { reportRunRows } from './operations/report-run-rows.ts';
import { runSavedReport } from './operations/run-saved-report.ts';
import { updateSavedReport } from './operations/update-saved-report.ts';
import { reactions } from './reactions.ts';
import { runSavedReport as runWhenDue } from './timers.ts';

export { ReportWeekday, TimeOfDay } from './model/saved-report.ts';
export { nextRun } from './model/schedule.ts';

export const savedReportsCapability = capability({
  name: 'saved_reports',
  nouns: [savedReport, reportRun],
  commands: [createSavedReport, updateSavedReport, archiveSavedReport, reassignSavedReport, runSavedReport],
  queries: [reportRunRows],
  events: [
    reportSaved,
    reportChanged,
    reportArchived,
    reportReassigned,
    reportStopped,
    reportRunCompleted,
    reportRunFailed,
  ],
  reactions,
  timers: [runWhenDue],
  constraints: { saved_reports_name: reportExists },
});
