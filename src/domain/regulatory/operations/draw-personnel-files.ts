import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Id, reference } from '../../../kernel/shapes.ts';
import { Month } from '../../reports/index.ts';
import { filesToSample, SampledOrderType } from '../model/personnel-file-sample.ts';
import { permissions } from '../policy.ts';
import { populationOf } from '../store/sample.ts';

const DrawnFile = z
  .strictObject({
    assignmentId: Id,
    workerId: Id,
    facilityId: Id,
    isSampled: z.boolean().meta({ description: 'Recorded for this month already.' }),
  })
  .meta({ id: 'DrawnPersonnelFile' });

export const drawPersonnelFiles = query({
  name: 'drawPersonnelFiles',
  summary:
    'Whose files of a vendor to look at for a month: as many as the sampling rule of the health care staffing measures wants, the same ones whenever it is asked.',
  rest: 'GET /personnel-file-draws',
  permission: permissions.sampleFiles,
  input: z.strictObject({
    vendorId: reference('vendor'),
    programId: reference('program').optional(),
    orderType: SampledOrderType,
    month: Month,
  }),
  output: z
    .strictObject({
      vendorId: Id,
      orderType: SampledOrderType,
      month: Month,
      population: z.int().meta({ description: 'People placed in the month under such orders.' }),
      required: z.int().meta({ description: 'How many files the rule wants.' }),
      files: z.array(DrawnFile),
    })
    .meta({ id: 'PersonnelFileDraw' }),
  rows: 'files',
  async handle(asked, context) {
    const people = await populationOf(asked, context);
    const required = filesToSample(people.length);
    const { vendorId, orderType, month } = asked;
    return {
      vendorId,
      orderType,
      month,
      population: people.length,
      required,
      files: people.slice(0, required),
    };
  },
});
