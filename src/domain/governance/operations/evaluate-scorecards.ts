import { z } from 'zod';
import { command, type Context } from '../../../kernel/operation.ts';
import { Day, Id, reference } from '../../../kernel/shapes.ts';
import { localDate } from '../../../kernel/zone.ts';
import { programs } from '../../programs/index.ts';
import { evaluate } from '../evaluate.ts';
import { Score } from '../model/figure.ts';
import { periodNotScored } from '../model/scorecard-definition.ts';
import { ConsequenceKind } from '../model/vendor-consequence.ts';
import { permissions } from '../policy.ts';
import { periodFrom } from '../scoring/period.ts';
import { holdSeries, revisionOn } from '../store/definitions.ts';

async function assertOver({ programId }: { programId: string }, to: string, { tx, now }: Context) {
  const zone = (await tx.find(programs, programId))!.timeZone;
  if (localDate(now, zone) <= to) throw periodNotScored();
}

export const evaluateScorecards = command({
  name: 'evaluateScorecards',
  summary:
    'Score a period that is over, or score it anew after its figures changed, and judge the vendors by the rules of the scorecard.',
  rest: 'POST /scorecard-definitions/{scorecardDefinitionId}/evaluate',
  permission: permissions.evaluate,
  concurrency: 'none',
  input: z.strictObject({
    scorecardDefinitionId: reference('scorecardDefinition'),
    periodFrom: Day.meta({ description: 'The first day of the period.' }),
  }),
  output: z
    .strictObject({
      periodFrom: Day,
      periodTo: Day,
      scorecards: z.array(
        z
          .strictObject({
            scorecardId: Id,
            vendorId: Id,
            score: Score.nullable(),
            isNew: z.boolean().meta({ description: 'Whether it differs from what was found before.' }),
          })
          .meta({ id: 'EvaluatedScorecard' }),
      ),
      consequences: z.array(
        z
          .strictObject({ vendorConsequenceId: Id, vendorId: Id, kind: ConsequenceKind })
          .meta({ id: 'ConsequenceImposed' }),
      ),
    })
    .meta({ id: 'ScorecardEvaluation' }),
  errors: [periodNotScored],
  async handle({ scorecardDefinitionId, periodFrom: from }, context) {
    const series = await holdSeries(scorecardDefinitionId, context);
    const days = periodFrom(series.period, from, '/periodFrom');
    const definition = await revisionOn(series.seriesId, from, context);
    if (!definition) throw periodNotScored();
    await assertOver(series, days.to, context);
    const { rows, fresh, taken, facts } = await evaluate(definition, days, context);
    const result = {
      periodFrom: days.from,
      periodTo: days.to,
      scorecards: rows.map(({ id, vendorId, score }) => ({
        scorecardId: id,
        vendorId,
        score,
        isNew: fresh.has(id),
      })),
      consequences: taken.map(({ id, vendorId, kind }) => ({ vendorConsequenceId: id, vendorId, kind })),
    };
    const [first, ...others] = facts;
    return first ? { result, events: [first, ...others] } : { result, unchanged: true };
  },
});
