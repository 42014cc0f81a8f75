import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const sampledOrderTypes = ['contract', 'per_diem'] as const;
export const sampleStates = ['recorded', 'voided'] as const;

/** Per diem and travel (contract) placements are measured apart. */
export const SampledOrderType = oneOf('SampledOrderType', sampledOrderTypes);
export const SampleState = oneOf('PersonnelFileSampleState', sampleStates);

export const fileAlreadySampled = declareError(
  'file_already_sampled',
  'conflict',
  'The person’s file with this vendor is sampled for the month already; void that sample first.',
);

const nothing = z.strictObject({});
export const fileSampled = event({
  type: 'personnel_file_sample.recorded',
  summary: 'A personnel file was looked at, and what was in it recorded.',
  sides: ['operator', 'client', 'vendor'],
  data: nothing,
});
export const sampleVoided = event({
  type: 'personnel_file_sample.voided',
  summary: 'A sample of a personnel file does not count.',
  // Why it does not is the auditor's note, which the vendor does not read; its feed would tell it.
  sides: ['operator', 'client'],
  data: nothing,
});

/**
 * How many files of a month a firm must look at: all up to 9, 10 up to 49, a fifth up to 99, 20 from 100 on (The Joint
 * Commission, health care staffing services, sampling requirement of the performance measures).
 */
export function filesToSample(population: number): number {
  if (population < 10) return population;
  if (population < 50) return 10;
  return population < 100 ? Math.ceil(population / 5) : 20;
}
