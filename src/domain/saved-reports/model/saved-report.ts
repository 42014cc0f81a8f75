import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { Day, Id, oneOf, text } from '../../../kernel/shapes.ts';
import { weekdays } from '../../../kernel/week.ts';
import type { MetricTerms } from '../../reports/index.ts';
import { ReportFrequency } from './schedule.ts';

/** What is asked, but for the days. */
export type SavedTerms = z.output<typeof MetricTerms>;

export const ReportWeekday = oneOf('ReportWeekday', weekdays);
export const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day is HH:MM.')
  .meta({ examples: ['06:00'] });

/** When a report is run by itself, on the clocks of its zone. */
export const ReportSchedule = z
  .strictObject({
    every: ReportFrequency,
    weekday: ReportWeekday.optional().meta({ description: 'Of a weekly one; Monday unless told.' }),
    time: TimeOfDay,
  })
  .meta({ id: 'ReportSchedule' });

/** Fixed days, both ends among them. */
export const FixedDays = z.strictObject({ from: Day, to: Day }).meta({ id: 'FixedDays' });

export const ReportName = text(100);

/** How long answers are kept; the table's own default is the same. */
export const KeepDays = z
  .int()
  .min(1)
  .max(3_650)
  .meta({ description: 'Days after which what a run answered is let go.' });
export const standardKeepDays = 400;

export const reportNotYours = declareError(
  'report_not_yours',
  'forbidden',
  'Only who saved a report changes it; a shared one is also put away or handed on by administrators, and by managers of its program.',
);
export const cannotOwnReport = declareError(
  'cannot_own_report',
  'invalid',
  'A report is handed to an active member of its side, who sees its program and may ask all that it asks.',
);
export const reportExists = declareError('report_exists', 'conflict', 'You have a report of this name.');

const fact = factsFor(['operator'], z.strictObject({}));
export const reportSaved = fact('saved_report.created', 'A question was saved to be asked again.');
export const reportChanged = fact('saved_report.changed', 'A saved report was changed.');
export const reportArchived = fact('saved_report.archived', 'A saved report was put away.');
export const reportReassigned = factsFor(
  ['operator'],
  z.strictObject({ membershipId: Id, formerMembershipId: Id }),
)('saved_report.reassigned', 'A shared report was handed to another member, by whose rights it runs now.');
export const reportStopped = fact(
  'saved_report.stopped',
  'A saved report no longer runs by itself: whose it was has no more rights here.',
);
const ran = factsFor(['operator'], z.strictObject({ membershipId: Id }));
export const reportRun = ran('report_run.completed', 'A saved report was run; its rows are kept.');
export const reportRunFailed = ran('report_run.failed', 'A saved report could not be run; its run says why.');
