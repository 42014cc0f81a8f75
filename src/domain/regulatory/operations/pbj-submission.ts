import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { fileQuery, type FileAnswer } from '../../../kernel/file-answer.ts';
import { hoursOfHundredths } from '../../../kernel/hours.ts';
import { reference } from '../../../kernel/shapes.ts';
import * as model from '../model/pbj-submission.ts';
import { packFile, packFormats } from '../packs/pack.ts';
import { readSubmission, type Submission } from '../pbj/reading.ts';
import { permissions } from '../policy.ts';

const fileNameOf = ({ ccn, facilityId, quarter }: Submission) =>
  `pbj-${ccn ?? facilityId}-${quarter.from}-to-${quarter.to}`;

const partName = (submission: Submission, part: number) =>
  `${fileNameOf(submission)}-${part}of${submission.parts.length}.xml`;

function xmlOf(submission: Submission, part: number): FileAnswer {
  if (!submission.head) throw model.pbjNotRegistered();
  const [first] = submission.edits;
  if (first)
    throw model.pbjWouldBeRejected({ detail: `${first.edit} on ${first.workDate}: ${first.message}` });
  if (submission.parts.length === 0) throw model.pbjHasNoHours();
  const asked = submission.parts[part - 1];
  if (!asked) throw refuse('/part', 'no_such_part', `There are ${submission.parts.length}.`);
  return { mediaType: 'application/xml', fileName: partName(submission, part), pieces: [asked.xml] };
}

export const pbjSubmission = fileQuery({
  name: 'pbjSubmission',
  summary:
    'The contract hours of a nursing facility in a federal fiscal quarter as CMS takes them: XML in files of at most 5 MB, merged into what its payroll sends; JSON with what CMS would reject; CSV.',
  rest: 'GET /facilities/{facilityId}/pbj-submission',
  permission: permissions.submitPbj,
  input: z.strictObject({
    facilityId: reference('facility'),
    federalFiscalYear: z.int().min(2016).max(2199),
    reportQuarter: z
      .int()
      .min(1)
      .max(4)
      .meta({ description: '1 is October to December of the year before.' }),
    staff: model.PbjStaff.default('contract'),
    part: z.int().min(1).max(1_000).default(1).meta({ description: 'Which of the XML files.' }),
    format: model.PbjFormat.optional().meta({
      description: 'JSON where none is given; on REST the Accept header may choose instead.',
    }),
  }),
  errors: [model.pbjNotRegistered, model.pbjWouldBeRejected, model.pbjHasNoHours],
  heavy: true,
  formats: { ...packFormats(model.PbjSubmission), xml: { mediaType: 'application/xml' } },
  async handle({ format = 'json', part, ...asked }, context) {
    const submission = await readSubmission(asked, context);
    if (format === 'xml') return xmlOf(submission, part);
    const { head, stateCode, quarter, facilityId, ccn, days, parts, edits, unmapped } = submission;
    const of = {
      asOf: context.now,
      facilityId,
      ccn,
      facilityCode: head?.facilityCode ?? null,
      stateCode,
      federalFiscalYear: asked.federalFiscalYear,
      reportQuarter: asked.reportQuarter,
      ...quarter,
      staff: asked.staff,
      parts: parts.map(({ employees, workDays, hundredths, bytes }, at) => ({
        part: at + 1,
        fileName: partName(submission, at + 1),
        employees,
        workDays,
        hours: hoursOfHundredths(hundredths),
        bytes,
      })),
      edits,
      unmapped,
    };
    return packFile(model.pbjPack, format, fileNameOf(submission), of, days);
  },
});
