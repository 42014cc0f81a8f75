import { z } from 'zod';
import { MetricUnitShape } from './answer.ts';
import { MetricDimension, MetricGrain } from './dimensions.ts';

export const PublishedMetric = z
  .strictObject({
    name: z.string(),
    definitionId: z.string(),
    title: z.string(),
    definition: z.string(),
    unit: MetricUnitShape,
    view: z.string().meta({ description: 'Whose rows it is made of: a view of the schema `reporting`.' }),
    cohort: z
      .string()
      .nullable()
      .meta({ description: 'The day by which rows fall into periods; null of what is so at an instant.' }),
    numerator: z
      .string()
      .meta({ description: 'SQL over the view’s columns; `:now` is the instant of the figure.' }),
    denominator: z.string().nullable(),
    distribution: z
      .string()
      .nullable()
      .meta({ description: 'The value of each row, of which median and p90 are given.' }),
    distributionWhere: z.string().nullable().meta({ description: 'Which rows have one.' }),
    sql: z.string().meta({ description: 'The whole, with `:from` and `:to` for the days.' }),
    exclusions: z.string(),
    source: z.string().nullable(),
    dimensions: z.array(MetricDimension).meta({ description: 'By which you may group and filter it.' }),
    readers: z.array(z.string()).meta({ description: 'The roles that may ask for it.' }),
    better: z.enum(['higher', 'lower']).meta({ id: 'MetricDirection' }).nullable(),
  })
  .meta({ id: 'PublishedMetric' });
export type PublishedMetric = z.output<typeof PublishedMetric>;

export const MetricCatalog = z
  .strictObject({
    metrics: z.array(PublishedMetric),
    dimensions: z.array(
      z
        .strictObject({
          name: MetricDimension,
          column: z.string(),
          field: z.string().meta({ description: 'The member of rows and filters.' }),
        })
        .meta({ id: 'PublishedDimension' }),
    ),
    grains: z.array(MetricGrain),
    facts: z.array(
      z
        .strictObject({
          view: z.string(),
          summary: z.string(),
          subject: z.string().meta({ description: 'The noun that a row tells of.' }),
          columns: z.array(
            z
              .strictObject({ name: z.string(), type: z.string(), description: z.string() })
              .meta({ id: 'PublishedColumn' }),
          ),
        })
        .meta({ id: 'PublishedFact' }),
    ),
  })
  .meta({ id: 'MetricCatalog' });
export type MetricCatalog = z.output<typeof MetricCatalog>;
