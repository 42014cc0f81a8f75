import { refuse } from '../../kernel/errors.ts';
import { definitionOf, metricNamed } from '../reports/index.ts';
import { assertSound, type AskedComponent, type ScorecardComponent } from './model/scorecard-definition.ts';

function complete(asked: AskedComponent, place: number): ScorecardComponent {
  const at = `/components/${place}`;
  const { better, ...said } = asked;
  const undirected = refuse(`${at}/better`, 'required', 'Say whether higher or lower is better.');
  if (asked.source === 'stated') {
    if (asked.statistic !== 'value')
      throw refuse(`${at}/statistic`, 'no_distribution', 'What is stated is a figure by itself.');
    if (!better) throw undirected;
    return { ...said, better, definitionId: 'stated' };
  }
  const metric = metricNamed(asked.measure);
  if (!metric) throw refuse(`${at}/measure`, 'no_such_metric', 'The catalog has no such metric.');
  const { columns } = metric.fact;
  if (!('vendor_id' in columns) || !('program_id' in columns) || metric.notBy?.includes('vendor'))
    throw refuse(`${at}/measure`, 'not_by_vendor', 'The metric is not told by program and vendor.');
  if (asked.statistic !== 'value' && !metric.distribution)
    throw refuse(`${at}/statistic`, 'no_distribution', 'The metric has no distribution.');
  const direction = better ?? metric.better;
  if (!direction) throw undirected;
  return { ...said, better: direction, definitionId: definitionOf(metric) };
}

/** The components as they are kept: each with the definition of its measure that was meant; refuses what cannot be scored. */
export function completed(asked: readonly AskedComponent[]): ScorecardComponent[] {
  const components = asked.map(complete);
  assertSound(components);
  return components;
}
