import { z } from 'zod';
import { event } from '../../../kernel/event.ts';
import { Day, Id, Instant, oneOf } from '../../../kernel/shapes.ts';
import { Figure, Score, Weight } from './figure.ts';
import { MeasureBetter, MeasureSource, MeasureStatistic } from './scorecard-definition.ts';

export const ScorecardState = oneOf('ScorecardState', ['in_force', 'superseded']);

const decimal = z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: ['0.8'] });

/** What a figure rests on: the question that the catalog answers, or what the operator stated. */
export const MeasureEvidence = z
  .strictObject({
    periodFrom: Day,
    periodTo: Day,
    asOf: Instant.nullable().meta({ description: 'Of a metric that is so at an instant: the period’s end.' }),
    statedMeasureId: Id.nullable(),
    stated: z.string().nullable().meta({ description: 'What the operator found it by.' }),
  })
  .meta({ id: 'MeasureEvidence' });

/** A part of a scorecard, measured. */
export const ScoredComponent = z
  .strictObject({
    name: z.string(),
    measure: z.string(),
    source: MeasureSource,
    statistic: MeasureStatistic,
    definitionId: z.string().meta({ description: 'The metric and its version that answered; or stated.' }),
    better: MeasureBetter,
    weight: Weight,
    target: Figure,
    numerator: decimal.nullable(),
    denominator: decimal.nullable().meta({ description: 'Null: the figure is the numerator itself.' }),
    actual: decimal.nullable().meta({ description: '6 places; null: not known.' }),
    attainment: decimal.nullable().meta({ description: 'Of the target, at most 1; 6 places.' }),
    points: decimal.nullable().meta({ description: 'Weight × attainment × 100, 4 places.' }),
    evidence: MeasureEvidence,
  })
  .meta({ id: 'ScoredComponent' });
export type ScoredComponent = z.output<typeof ScoredComponent>;

export const scorecardEvaluated = event({
  type: 'scorecard.evaluated',
  summary: 'A vendor’s period was scored, or scored anew.',
  sides: ['operator', 'client', 'vendor'],
  data: z.strictObject({ periodFrom: Day, score: Score.nullable(), revision: z.int() }),
});
