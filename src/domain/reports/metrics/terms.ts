import { z } from 'zod';
import { Day, codeOf, oneOf, reference, Id, Instant, isId } from '../../../kernel/shapes.ts';
import { MetricDimension, MetricGrain, type DimensionName } from './dimensions.ts';
import type { MetricQuestion } from './question.ts';

export const MetricName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'A metric is named in lower-case letters, digits and _.')
  .meta({ examples: ['fill_rate_gross'] });

const some = <T extends z.ZodType>(one: T) => z.array(one).min(1).max(100).optional();

/** The values of dimensions that count, each as rows of answers name it. */
export const filterMembers = {
  programId: some(reference('program')),
  facilityId: some(reference('facility')),
  unitId: some(reference('unit')),
  costCenterId: some(reference('costCenter')),
  vendorId: some(reference('vendor')),
  tier: some(z.int().min(0).max(99)),
  profession: some(codeOf('profession', 'rn')),
  specialty: some(codeOf('specialty', 'icu')),
  orderType: some(oneOf('OrderType', ['contract', 'per_diem', 'direct_hire'])),
  engagementKind: some(oneOf('EngagementKind', ['staffing', 'direct_hire', 'services'])),
  state: some(codeOf('state', 'OH')),
  requesterId: some(
    Id.refine(isId, 'A requester is named by the id of a user.').meta({
      description: 'The user who made the order.',
    }),
  ),
  without: some(MetricDimension).meta({ description: 'Of which the rows have none.' }),
};

const dimensionOf: Record<Exclude<keyof typeof filterMembers, 'without'>, DimensionName> = {
  programId: 'program',
  facilityId: 'facility',
  unitId: 'unit',
  costCenterId: 'cost_center',
  vendorId: 'vendor',
  tier: 'tier',
  profession: 'profession',
  specialty: 'specialty',
  orderType: 'order_type',
  engagementKind: 'engagement_kind',
  state: 'state',
  requesterId: 'requester',
};

/** What of the filter is told, by dimension. */
export function whereOf(given: Filter): NonNullable<MetricQuestion['where']> {
  return Object.fromEntries(
    Object.entries(dimensionOf).flatMap(([field, name]) => {
      const values = given[field as keyof typeof dimensionOf];
      return values === undefined ? [] : [[name, values.map(String)]];
    }),
  );
}

const Filter = z.object(filterMembers);
type Filter = z.output<typeof Filter>;

/** The days of the cohort. */
export const dayMembers = {
  from: Day.optional().meta({ scalar: 'Day', description: 'The first day that counts.' }),
  to: Day.optional().meta({ scalar: 'Day', description: 'The last day that counts.' }),
  asOf: Instant.optional().meta({ scalar: 'Instant', description: 'As it was known then; absent: now.' }),
};

/** What is asked, whatever the days: what a saved report keeps. */
export const MetricTerms = z
  .strictObject({
    metrics: z.array(MetricName).min(1).max(20),
    by: z.array(MetricDimension).max(6).default([]),
    grain: MetricGrain.optional().meta({ description: 'By periods of the cohort’s day.' }),
    compare: oneOf('MetricComparison', ['prior_period', 'prior_year'])
      .optional()
      .meta({ description: 'Beside each figure the one of the period before, or of a year before.' }),
    ...filterMembers,
  })
  .meta({ id: 'MetricTerms' });
export type MetricTerms = z.output<typeof MetricTerms>;

/** The terms and the days as a question. */
export function questionOf(
  { metrics, by, grain, compare, without, ...filter }: MetricTerms,
  days: Pick<MetricQuestion, 'from' | 'to' | 'asOf'> = {},
): MetricQuestion {
  return { metrics, by, grain, compare, without, where: whereOf(filter), ...days };
}
