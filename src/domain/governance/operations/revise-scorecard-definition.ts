import { z } from 'zod';
import { rangeOf, shortened, spanOf } from '../../../kernel/day-range.ts';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { differences } from '../../identifiers/index.ts';
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
    'Lay down other measures, weights or targets for the periods from a day on, none of which is scored yet; earlier scorecards keep theirs. From the first day of the revision itself it is corrected.',
  rest: 'POST /scorecard-definitions/{scorecardDefinitionId}/revise',
  permission: permissions.manage,
  input: z.strictObject({
    scorecardDefinitionId: reference('scorecardDefinition'),
    effectiveFrom: Day,
    name: text(200).optional(),
    evaluatedAfterDays: z
      .int()
      .min(0)
      .max(60)
      .optional()
      .meta({ description: 'A period whose day of scoring is set already keeps it.' }),
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
    if (effectiveFrom < span.from)
      throw refuse('/effectiveFrom', 'not_later', `The revision before it begins on ${span.from}.`);
    if (await isScoredFrom(seriesId, effectiveFrom, context)) throw periodAlreadyScored();
    const wanted = { ...said, ...(components && { components: completed(components) }) };
    if (effectiveFrom === span.from) {
      const changes = differences(before, wanted);
      if (Object.keys(changes).length === 0) return { result: before, unchanged: true };
      const corrected = await context.tx.change(scorecardDefinitions, before, changes);
      return { result: corrected, events: [definitionRevised(corrected, {})] };
    }
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
        name: wanted.name ?? before.name,
        evaluatedAfterDays: wanted.evaluatedAfterDays ?? before.evaluatedAfterDays,
        missing: wanted.missing ?? before.missing,
        tiers: wanted.tiers === undefined ? before.tiers : wanted.tiers,
        components: wanted.components ?? before.components,
        effective: rangeOf({ from: effectiveFrom, until: null }),
      },
    ]);
    return { result: row!, events: [definitionRevised(row!, {})] };
  },
});
