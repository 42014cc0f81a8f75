import { z } from 'zod';
import { rangeOf } from '../../../kernel/day-range.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { localDate } from '../../../kernel/zone.ts';
import { programs } from '../../programs/index.ts';
import { Tier } from '../../vendors/index.ts';
import { completed } from '../components.ts';
import { scoringOf } from '../evaluate.ts';
import {
  AskedComponents,
  definitionCreated,
  MissingRule,
  scorecardNameTaken,
  ScorecardPeriod,
} from '../model/scorecard-definition.ts';
import { scorecardDefinition } from '../nouns/scorecard-definition.ts';
import { permissions } from '../policy.ts';
import { periodFrom, periodOf } from '../scoring/period.ts';
import { scorecardDefinitions } from '../tables.ts';

export const createScorecardDefinition = command({
  name: 'createScorecardDefinition',
  summary:
    'Lay down what the vendors of a program are scored by. The running period is the first that is scored by itself; earlier ones are scored on demand.',
  rest: 'POST /scorecard-definitions',
  permission: permissions.manage,
  input: z.strictObject({
    programId: reference('program'),
    name: text(200),
    period: ScorecardPeriod,
    evaluatedAfterDays: z
      .int()
      .min(0)
      .max(60)
      .default(5)
      .meta({ description: 'Days after a period’s last one on which it is scored by itself.' }),
    missing: MissingRule.default('reweigh'),
    tiers: z.array(Tier).min(1).max(10).nullish().meta({ description: 'Absent: vendors of every tier.' }),
    components: AskedComponents,
    effectiveFrom: Day.meta({ description: 'The first day of the first period.' }),
  }),
  output: scorecardDefinition,
  errors: [scorecardNameTaken],
  example: {
    programId: '0198c0de-0000-7000-8000-000000000001',
    name: 'Quarterly scorecard',
    period: 'quarter',
    components: [
      { name: 'fill', measure: 'fill', source: 'stated', weight: '1', target: '0.85', better: 'higher' },
    ],
    effectiveFrom: '2026-01-01',
  },
  async handle({ effectiveFrom, components, tiers = null, ...said }, context) {
    const first = periodFrom(said.period, effectiveFrom, '/effectiveFrom');
    const id = context.newId();
    const [row] = await context.tx.insert(scorecardDefinitions, [
      {
        ...said,
        id,
        seriesId: id,
        revision: 1,
        tiers,
        components: completed(components),
        effective: rangeOf({ from: effectiveFrom, until: null }),
      },
    ]);
    const zone = (await context.tx.find(programs, said.programId))!.timeZone;
    const running = periodOf(said.period, localDate(context.now, zone));
    const watched = running.from > first.from ? running : first;
    return {
      result: row!,
      events: [definitionCreated(row!, {})],
      timers: [await scoringOf(row!, watched, context)],
    };
  },
});
