import { capability } from '../../kernel/operation.ts';
import { measureRecorded, measureRestated, measureToldTwice } from './model.ts';
import { workforceMeasure } from './nouns.ts';
import { recordWorkforceMeasure } from './operations/record-workforce-measure.ts';

export const workforce = capability({
  name: 'workforce',
  nouns: [workforceMeasure],
  commands: [recordWorkforceMeasure],
  events: [measureRecorded, measureRestated],
  constraints: { workforce_measures_once: measureToldTwice },
});
