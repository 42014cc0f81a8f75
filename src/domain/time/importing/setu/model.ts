import { z } from 'zod';
import { declareError } from '../../../../kernel/errors.ts';
import { Id, oneOf } from '../../../../kernel/shapes.ts';

/** The forms in which a SETU timecard is taken: HR-XML of 1.0 to 1.3 and XML of 2.0, or JSON of 2.0. */
export const TimecardFormat = oneOf('TimecardFormat', ['setu_xml', 'setu_json']);
export const TimecardOutcome = oneOf('TimecardOutcome', [
  'added',
  'changed',
  'voided',
  'unchanged',
  'refused',
  'ignored',
]);

export const assignmentNotNamed = declareError(
  'assignment_not_named',
  'invalid',
  'The timecard names no assignment that you may see; give its id.',
);

const place = z
  .string()
  .nullable()
  .meta({
    description: 'Where in the document, as XPath or a JSON pointer; null for what it holds no longer.',
    examples: ['/TimeCard/ReportedTime/TimeInterval[2]'],
  });

const TimecardInterval = z
  .strictObject({
    place,
    sourceId: z.string().nullable(),
    outcome: TimecardOutcome,
    timesheetId: Id.nullable(),
    code: z.string().nullable(),
    detail: z.string().nullable(),
    remarks: z.array(z.string()),
  })
  .meta({ id: 'TimecardInterval' });

/** What became of a timecard. */
export const TimecardReceipt = z
  .strictObject({
    documentId: z.string(),
    assignmentId: Id,
    added: z.int(),
    changed: z.int(),
    voided: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    ignored: z.int(),
    intervals: z.array(TimecardInterval),
    notTaken: z
      .array(z.strictObject({ place: z.string(), kind: z.string() }).meta({ id: 'TimecardRemainder' }))
      .meta({ description: 'Allowances, expenses and clock events, which are not time of an interval.' }),
    timesheetIds: z.array(Id),
  })
  .meta({ id: 'TimecardReceipt' });
export type TimecardReceipt = z.input<typeof TimecardReceipt>;
export type TimecardLine = z.input<typeof TimecardInterval>;
