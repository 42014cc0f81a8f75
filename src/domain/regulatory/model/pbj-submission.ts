import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { Day, Id, oneOf } from '../../../kernel/shapes.ts';
import { PbjDay, PbjUnmapped } from '../../payroll/index.ts';
import { pack, packShape } from '../packs/pack.ts';
import { PbjEdit } from '../pbj/edits.ts';

export const PbjFormat = oneOf('PbjFormat', ['json', 'csv', 'xml']);
/** Contract: pay type 3 alone. All: the facility's own float pool beside it, where its payroll does not report them. */
export const PbjStaff = oneOf('PbjStaff', ['contract', 'all']);

export const pbjNotRegistered = declareError(
  'pbj_not_registered',
  'conflict',
  'Nobody said under which number of its state the facility submits its Payroll-Based Journal.',
);
export const pbjWouldBeRejected = declareError(
  'pbj_would_be_rejected',
  'conflict',
  'CMS would reject the file for what the JSON answer lists under edits.',
);
export const pbjHasNoHours = declareError(
  'pbj_has_no_hours',
  'conflict',
  'There are no such hours in the quarter, and CMS takes no empty file.',
);

export const pbjPack = pack({
  name: 'pbj_submission',
  title: 'CMS Payroll-Based Journal: contract staffing hours',
  source: '42 CFR 483.70(p); CMS Payroll-Based Journal Policy Manual 2.1–2.3; PBJ Data Specifications 4.10.0',
  row: PbjDay,
});

const Part = z
  .strictObject({
    part: z.int(),
    fileName: z.string(),
    employees: z.int(),
    workDays: z.int(),
    hours: z.string().meta({ scalar: 'Decimal', format: 'decimal' }),
    bytes: z.int(),
  })
  .meta({ id: 'PbjSubmissionPart' });

export const PbjSubmission = packShape('PbjSubmission', pbjPack, {
  facilityId: Id,
  ccn: z.string().nullable(),
  facilityCode: z.string().nullable().meta({ description: 'The state’s number; null where nobody said it.' }),
  stateCode: z.string(),
  federalFiscalYear: z.int(),
  reportQuarter: z.int(),
  from: Day,
  to: Day,
  dueOn: Day.meta({ description: 'The last day on which CMS takes the quarter.' }),
  staff: PbjStaff,
  parts: z.array(Part).meta({ description: 'The XML files: each is asked for by its part.' }),
  edits: z
    .array(PbjEdit)
    .meta({ description: 'What CMS would refuse it for; XML is given where there is none.' }),
  unmapped: z
    .array(PbjUnmapped)
    .meta({ description: 'Time of professions that no job title stands for: in no file.' }),
});
