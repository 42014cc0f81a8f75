import { z } from 'zod';
import { declareError, refuse } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { scorecardPeriods } from '../scoring/period.ts';
import { areOne, isTarget } from '../scoring/score.ts';
import { Figure, MeasureName, Weight } from './figure.ts';

export const ScorecardPeriod = oneOf('ScorecardPeriod', scorecardPeriods);
export const missingRules = ['reweigh', 'zero', 'unrated'] as const;
/** What a measure that is not known counts: nothing; its weight is shared among the others; there is no score. */
export const MissingRule = oneOf('MissingRule', missingRules);
export const MeasureSource = oneOf('MeasureSource', ['catalog', 'stated']);
export const MeasureStatistic = oneOf('MeasureStatistic', ['value', 'median', 'p90']);
export const MeasureBetter = oneOf('MeasureBetter', ['higher', 'lower']);

const parts = {
  name: MeasureName.meta({ description: 'What it is called in the scorecard; once each.' }),
  measure: MeasureName.meta({
    description: 'A metric of the catalog, or a measure that the operator states.',
  }),
  source: MeasureSource,
  statistic: MeasureStatistic.default('value').meta({ description: 'Of a distribution; else value.' }),
  weight: Weight.meta({ description: 'A part of one; 0 is shown, may have a floor, and counts nothing.' }),
  target: Figure.meta({ description: 'In the unit of the measure; a share as a part of one.' }),
};

/** A part of a scorecard as it is asked for: `better` may be left to the catalog. */
export const AskedComponent = z
  .strictObject({ ...parts, better: MeasureBetter.optional() })
  .meta({ id: 'ScorecardComponentInput' });
export type AskedComponent = z.output<typeof AskedComponent>;

/** A part of a scorecard: which definition of the measure was meant, its weight and its target. */
export const ScorecardComponent = z
  .strictObject({
    ...parts,
    statistic: MeasureStatistic,
    better: MeasureBetter,
    definitionId: z
      .string()
      .meta({ description: 'The metric and its version; of a stated measure, stated.' }),
  })
  .meta({ id: 'ScorecardComponent' });
export type ScorecardComponent = z.output<typeof ScorecardComponent>;

export const AskedComponents = z.array(AskedComponent).min(1).max(20);

/** Refuses components whose names repeat, whose weights are not 1 in all, or that no target can be measured against. */
export function assertSound(components: readonly ScorecardComponent[]): void {
  const names = components.map(({ name }) => name);
  const again = names.findIndex((name, place) => names.indexOf(name) !== place);
  if (again >= 0) throw refuse(`/components/${again}/name`, 'not_unique', 'A name is used once.');
  if (!areOne(components.map(({ weight }) => weight)))
    throw refuse('/components', 'weights_not_whole', 'The weights are not 1 in all.');
  const aimless = components.findIndex((component) => !isTarget(component));
  if (aimless >= 0)
    throw refuse(
      `/components/${aimless}/target`,
      'no_target',
      'A target is above 0; where lower is better it may be 0.',
    );
}

export const definitionNotLatest = declareError(
  'definition_not_latest',
  'conflict',
  'A later revision took its place, or it was ended: there is nothing to change in it.',
);
export const periodAlreadyScored = declareError(
  'period_already_scored',
  'conflict',
  'A period from that day on was scored: weights and targets are not changed after the fact.',
);
export const periodNotScored = declareError(
  'period_not_scored',
  'conflict',
  'The definition does not score that period, or the period is not over.',
);
export const scorecardNameTaken = declareError(
  'scorecard_name_taken',
  'conflict',
  'The program has another scorecard of that name on some of these days.',
);

// A vendor's feed tells what is its own; what its programs go by it reads.
const fact = factsFor(['operator', 'client'], z.strictObject({}));
export const definitionCreated = fact(
  'scorecard_definition.created',
  'What the vendors of a program are scored by was laid down.',
);
export const definitionRevised = fact(
  'scorecard_definition.revised',
  'A revision of what vendors are scored by was laid down, for later periods.',
);
export const definitionEnded = fact('scorecard_definition.ended', 'Vendors are no longer scored by this.');
