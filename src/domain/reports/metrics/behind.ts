import { z } from 'zod';
import { Day, Id, Instant } from '../../../kernel/shapes.ts';
import { groupKeys, MetricUnitShape } from './answer.ts';

const added = (description: string) =>
  z.string().nullable().meta({ scalar: 'Decimal', format: 'decimal', description });

/** A row behind a figure. */
export const MetricRowBehind = z
  .strictObject({
    noun: z.string().meta({ description: 'What the row tells of.' }),
    id: Id.nullable().meta({ scalar: 'ID', description: 'Its id, to read it by.' }),
    day: Day.nullable().meta({ scalar: 'Day', description: 'By which it falls into a period.' }),
    ...groupKeys,
    currency: z.string().nullable(),
    numerator: added('What it adds to the numerator, or to the sum.'),
    denominator: added('What it adds to the denominator.'),
    value: added('Its value, of a distribution.'),
  })
  .meta({ id: 'MetricRowBehind' });

export const MetricRowsPage = z
  .strictObject({
    metric: z.string(),
    definitionId: z.string(),
    unit: MetricUnitShape,
    asOf: Instant,
    rows: z.array(MetricRowBehind),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'MetricRowsPage' });
