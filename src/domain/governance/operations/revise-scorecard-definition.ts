import { z } from 'zod';
import { rangeOf, shortened, spanOf } from '../../../kernel/day-range.ts';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { Tier } from '../../vendors/index.ts';
import { completed } from '../components.ts';
import {
  AskedComponents,
  definitionNotLatest,
  definitionRevised,
  MissingRule,
  periodAlreadyScored,
  scorecardNameTaken,
} from '../model/scorecard-definition.ts';
import { scorecardDefinition } from '../nouns/scorecard-definition.ts';
import { permissions } from '../policy.ts';
import { periodFrom } from '../scoring/period.ts';
import { holdSeries, isScoredFrom } from '../store/definitions.ts';
import { scorecardDefinitions } from '../tables.ts';

export const reviseScorecardDefinition = command({
  name: 'reviseScorecardDefinition',
  summary:
    'Lay down other measures, weights or targets for the periods from a day on, none of which is scored yet; earlier scorecards keep theirs.',
  rest: 'POST /scorecard-definitions/{scorecardDefinitionId}/revise',
  permission: permissions.manage,
  input: z.strictObject({
    scorecardDefinitionId: reference('scorecardDefinition'),
    effectiveFrom: Day,
    name: text(200).optional(),
    evaluatedAfterDays: z.int().min(0).max(60).optional(),
    missing: MissingRule.optional(),
    tiers: z.array(Tier).min(1).max(10).nullish().meta({ description: 'Null: vendors of every tier.' }),
    components: AskedComponents.optional(),
  }),
  output: scorecardDefinition,
  errors: [definitionNotLatest, periodAlreadyScored, scorecardNameTaken],
  async handle({ scorecardDefinitionId, effectiveFrom, components, ...said }, context) {
    const { seriesId } = await holdSeries(scorecardDefinitionId, context);
    const before = await context.take(scorecardDefinitions, scorecardDefinitionId);
    const span = spanOf(before.effective);
    if (span.until !== null) throw definitionNotLatest();
    periodFrom(before.period, effectiveFrom, '/effectiveFrom');
    if (effectiveFrom <= span.from)
      throw refuse('/effectiveFrom', 'not_later', `The revision before it begins on ${span.from}.`);
    if (await isScoredFrom(seriesId, effectiveFrom, context)) throw periodAlreadyScored();
    const dayBefore = Temporal.PlainDate.from(effectiveFrom).subtract({ days: 1 }).toString();
    await context.tx.change(scorecardDefinitions, before, {
      effective: shortened(before.effective, dayBefore),
    });
    const { programId, period } = before;
    const [row] = await context.tx.insert(scorecardDefinitions, [
      {
        programId,
        seriesId,
        period,
        revision: before.revision + 1,
        name: said.name ?? before.name,
        evaluatedAfterDays: said.evaluatedAfterDays ?? before.evaluatedAfterDays,
        missing: said.missing ?? before.missing,
        tiers: said.tiers === undefined ? before.tiers : said.tiers,
        components: components ? completed(components) : before.components,
        effective: rangeOf({ from: effectiveFrom, until: null }),
      },
    ]);
    return { result: row!, events: [definitionRevised(row!, {})] };
  },
});
