import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Day, Id, reference } from '../../../kernel/shapes.ts';
import { Score } from '../model/figure.ts';
import { periodNotScored } from '../model/scorecard-definition.ts';
import { ScoredComponent } from '../model/scorecard.ts';
import { permissions } from '../policy.ts';
import { reckonPeriod } from '../score-period.ts';
import { periodFrom } from '../scoring/period.ts';
import { revisionOn } from '../store/definitions.ts';
import { scorecardDefinitions } from '../tables.ts';

export const previewScorecards = query({
  name: 'previewScorecards',
  summary:
    'What the vendors of a program score in a period as things stand, the running one too; nothing is kept and nothing follows.',
  rest: 'GET /scorecard-definitions/{scorecardDefinitionId}/preview',
  permission: permissions.evaluate,
  input: z.strictObject({ scorecardDefinitionId: reference('scorecardDefinition'), periodFrom: Day }),
  output: z
    .strictObject({
      periodFrom: Day,
      periodTo: Day,
      definitionId: Id,
      rows: z.array(
        z
          .strictObject({
            vendorId: Id,
            score: Score.nullable(),
            components: z.array(ScoredComponent),
          })
          .meta({ id: 'PreviewedScorecard' }),
      ),
    })
    .meta({ id: 'ScorecardPreview' }),
  errors: [periodNotScored],
  example: { periodFrom: '2026-01-01' },
  async handle({ scorecardDefinitionId, periodFrom: from }, context) {
    const named = await context.tx.find(scorecardDefinitions, scorecardDefinitionId);
    if (!named) throw notFound();
    const days = periodFrom(named.period, from, '/periodFrom');
    const definition = await revisionOn(named.seriesId, from, context);
    if (!definition) throw periodNotScored();
    const rows = await reckonPeriod(definition, days, context);
    return { periodFrom: days.from, periodTo: days.to, definitionId: definition.id, rows };
  },
});
