import { Problem, stepNotAllowed } from '../../../../kernel/errors.ts';
import { bulkCommand, type Outcome } from '../../../../kernel/operation.ts';
import { assignmentNotActive } from '../../../assignments/index.ts';
import {
  approverIsVendor,
  approverIsWorker,
  followingWeekDisputed,
  noPayPolicy,
  noRateInForce,
  timeOverlaps,
  timesheetExists,
} from '../../model.ts';
import { timesheet } from '../../nouns.ts';
import { timePeriodLocked } from '../../locks/model.ts';
import { permissions } from '../../policy.ts';
import { importIntervals, type Imported } from '../import-intervals.ts';
import { ImportedTime, timeSourceTaken, timeSourceUnknown } from '../model.ts';

function outcomeOf(imported: Imported): Outcome<{ id: string }> | Problem {
  if (imported instanceof Problem) return imported;
  return 'unchanged' in imported
    ? { result: imported.sheet, unchanged: true }
    : { result: imported.sheet, events: imported.events };
}

export const importTime = bulkCommand({
  name: 'importTime',
  summary:
    'Add, change or void an interval of another system’s time by that system’s own id; its week is opened, or corrected where it was approved.',
  rest: 'POST /assignments/{assignmentId}/import-time',
  permission: permissions.import,
  concurrency: 'none',
  input: ImportedTime,
  example: {
    assignmentId: '0198c0de-0000-7000-8000-000000000001',
    sourceId: 'kiosk-4410',
    startsAt: '2026-02-05T07:00',
    endsAt: '2026-02-05T15:30',
    mealStartsAt: '2026-02-05T11:00',
    mealEndsAt: '2026-02-05T11:30',
  },
  output: timesheet,
  errors: [
    assignmentNotActive,
    noPayPolicy,
    timeOverlaps,
    timeSourceTaken,
    timeSourceUnknown,
    timesheetExists,
    timePeriodLocked,
    stepNotAllowed,
    noRateInForce,
    followingWeekDisputed,
    approverIsVendor,
    approverIsWorker,
  ],
  bulk: {
    name: 'importTimes',
    rest: 'POST /time-imports/bulk',
    summary: 'Take up to 1,000 intervals of another system’s time, with a result for each row.',
  },
  handleMany: async (inputs, context) =>
    (await importIntervals(inputs, 'Corrected by the system that the time comes from', context)).map(
      outcomeOf,
    ),
});
