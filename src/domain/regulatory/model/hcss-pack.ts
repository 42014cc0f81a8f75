import { z } from 'zod';
import { Id, oneOf } from '../../../kernel/shapes.ts';
import type { MetricFigure } from '../../reports/index.ts';
import { Month } from '../../reports/index.ts';
import { pack, packShape } from '../packs/pack.ts';

/** The standardized measures of health care staffing, and the metric that each is. */
export const measures = {
  'HCSS-4': ['do_not_return_rate_per_diem', 'Do Not Return: per diem'],
  'HCSS-5': ['do_not_return_rate_travel', 'Do Not Return: travel'],
  'HCSS-6': ['personnel_file_completeness_per_diem', 'Completeness of Personnel File: per diem'],
  'HCSS-7': ['personnel_file_completeness_travel', 'Completeness of Personnel File: travel'],
} as const satisfies Record<string, readonly [metric: string, title: string]>;

export const measureMetrics: readonly string[] = Object.values(measures).map(([metric]) => metric);

export const HcssBy = oneOf('HcssBy', ['vendor', 'program', 'facility']);

const decimal = { scalar: 'Decimal', format: 'decimal' } as const;
const ofRow = (description: string) =>
  Id.nullable().meta({ scalar: 'ID', description: `${description}; empty unless it is asked for by it.` });

export const HcssRow = z
  .strictObject({
    measure: z.string().meta({ description: 'HCSS-4 to HCSS-7.', examples: ['HCSS-4'] }),
    measureName: z.string().meta({ description: 'Its short name.' }),
    month: Month.meta({ description: 'The reporting month.' }),
    vendorId: ofRow('The firm'),
    vendorName: z.string().nullable().meta({ description: 'The firm’s name.' }),
    programId: ofRow('The program'),
    facilityId: ofRow('The facility'),
    numerator: z.int().meta({ description: 'Workers newly marked, or complete files.' }),
    denominator: z.int().meta({ description: 'Workers placed, or files sampled.' }),
    rate: z
      .string()
      .nullable()
      .meta({
        ...decimal,
        description:
          'numerator ÷ denominator, at most 6 places; empty where nobody was placed or no file sampled.',
      }),
    definitionId: z.string().meta({ description: 'The metric and version that it is of.' }),
  })
  .meta({ id: 'HcssRow' });
export type HcssRow = z.output<typeof HcssRow>;

export const hcssPack = pack({
  name: 'hcss_measures',
  title: 'Health care staffing performance measures HCSS-4 to HCSS-7',
  source: 'The Joint Commission, Specifications Manual for Health Care Staffing Services Measures (HCSS)',
  row: HcssRow,
});

export const HcssMeasures = packShape('HcssMeasures', hcssPack, {
  from: Month,
  to: Month,
  by: z.array(HcssBy),
});

const codeOfMetric = new Map<string, readonly [string, string]>(
  Object.entries(measures).map(([code, [metric, title]]) => [metric, [code, title]]),
);

/** A figure of one of the measures as a row; `names` are the vendors'. Undefined where the month had neither part. */
export function hcssRowOf(figure: MetricFigure, names: ReadonlyMap<string, string>): HcssRow | undefined {
  const [measure, measureName] = codeOfMetric.get(figure.metric)!;
  const { vendor = null, program = null, facility = null } = figure.keys;
  const numerator = Number(figure.numerator ?? 0);
  const denominator = Number(figure.denominator ?? 0);
  if (numerator === 0 && denominator === 0) return undefined;
  return {
    measure,
    measureName,
    month: figure.period!.slice(0, 7),
    vendorId: vendor,
    vendorName: vendor === null ? null : (names.get(vendor) ?? null),
    programId: program,
    facilityId: facility,
    numerator,
    denominator,
    rate: figure.value,
    definitionId: figure.definitionId,
  };
}
