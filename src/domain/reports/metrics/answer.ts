import { z } from 'zod';
import { Day, Id, Instant } from '../../../kernel/shapes.ts';
import { MetricDimension, MetricGrain } from './dimensions.ts';

export const MetricUnitShape = z
  .enum(['ratio', 'money', 'hours', 'days', 'count', 'points'])
  .meta({ id: 'MetricUnit' });

const decimal = (description: string) =>
  z.string().nullable().meta({ scalar: 'Decimal', format: 'decimal', description });

/** The groups of a row as ids and codes: absent where not asked for, null where the rows have none. */
export const groupKeys = {
  programId: Id.nullish(),
  facilityId: Id.nullish(),
  unitId: Id.nullish(),
  costCenterId: Id.nullish(),
  vendorId: Id.nullish(),
  tier: z
    .int()
    .nullish()
    .meta({ description: 'The vendor’s present tier in the program; 0 is the internal pool.' }),
  profession: z.string().nullish(),
  specialty: z.string().nullish(),
  orderType: z.string().nullish(),
  engagementKind: z.string().nullish(),
  state: z.string().nullish(),
  requesterId: Id.nullish(),
};

const { programId, facilityId, unitId, costCenterId, vendorId, ...codes } = groupKeys;
const name = z.string().nullish();
const groupMembers = {
  programId,
  programName: name,
  facilityId,
  facilityName: name,
  unitId,
  unitName: name,
  costCenterId,
  costCenterCode: name,
  vendorId,
  vendorName: name,
  ...codes,
};

/** A figure with its groups and their names, one a row. */
export const MetricRow = z
  .strictObject({
    period: Day.nullish().meta({ scalar: 'Day', description: 'The day on which the period begins.' }),
    ...groupMembers,
    metric: z.string(),
    definitionId: z.string().meta({ description: 'The definition by which it was made: `name@version`.' }),
    unit: MetricUnitShape,
    currency: z.string().nullable().meta({ description: 'Of money.' }),
    value: decimal(
      'Money at scale 2, else at 6 without idle zeros; of a distribution the mean; null where the denominator is 0.',
    ),
    numerator: decimal('The sum, or what is divided.'),
    denominator: decimal('By what it is divided; null of a sum.'),
    median: decimal('Of a distribution, continuous.'),
    p90: decimal('Of a distribution, the 90th percentile, continuous.'),
    priorValue: decimal('The value of the period compared with.').optional(),
    priorNumerator: decimal('Its numerator.').optional(),
    priorDenominator: decimal('Its denominator.').optional(),
    isSuppressed: z
      .boolean()
      .meta({ description: 'Whether the figures are withheld because few people stand behind them.' }),
  })
  .meta({ id: 'MetricRow' });
export type MetricRow = z.output<typeof MetricRow>;

export const MetricAnswer = z
  .strictObject({
    by: z.array(MetricDimension),
    grain: MetricGrain.nullable(),
    from: Day.nullable(),
    to: Day.nullable(),
    asOf: Instant,
    rows: z.array(MetricRow),
  })
  .meta({ id: 'MetricAnswer' });
export type MetricAnswer = z.output<typeof MetricAnswer>;
