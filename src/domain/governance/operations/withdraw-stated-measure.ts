import { stepCommand } from '../../../kernel/step-command.ts';
import { statedMeasureLife } from '../lifecycle.ts';
import { measureWithdrawn } from '../model/stated-measure.ts';
import { statedMeasure } from '../nouns/stated-measure.ts';
import { statedMeasures } from '../tables.ts';

export const withdrawStatedMeasure = stepCommand({
  noun: statedMeasure,
  table: statedMeasures,
  life: statedMeasureLife,
  verb: 'withdraw',
  summary: 'Withdraw what was stated of a vendor; scoring the period again leaves it out.',
  reason: 'required',
  event: measureWithdrawn,
  data: ({ measure }) => ({ measure }),
});
