import { z } from 'zod';
import { shortened, spanOf } from '../../../kernel/day-range.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { definitionEnded, definitionNotLatest } from '../model/scorecard-definition.ts';
import { scorecardDefinition } from '../nouns/scorecard-definition.ts';
import { permissions } from '../policy.ts';
import { holdSeries } from '../store/definitions.ts';
import { scorecardDefinitions } from '../tables.ts';

export const endScorecardDefinition = command({
  name: 'endScorecardDefinition',
  summary: 'Score no periods that begin after a day; those scored stay, and so does what rules brought.',
  rest: 'POST /scorecard-definitions/{scorecardDefinitionId}/end',
  permission: permissions.manage,
  input: z.strictObject({ scorecardDefinitionId: reference('scorecardDefinition'), effectiveTo: Day }),
  output: scorecardDefinition,
  errors: [definitionNotLatest],
  async handle({ scorecardDefinitionId, effectiveTo }, context) {
    await holdSeries(scorecardDefinitionId, context);
    const row = await context.take(scorecardDefinitions, scorecardDefinitionId);
    if (spanOf(row.effective).until !== null) throw definitionNotLatest();
    const ended = await context.tx.change(scorecardDefinitions, row, {
      effective: shortened(row.effective, effectiveTo),
    });
    return { result: ended, events: [definitionEnded(ended, {})] };
  },
});
