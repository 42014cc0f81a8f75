import { z } from 'zod';
import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, text } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { MissingRule, ScorecardComponent, ScorecardPeriod } from '../model/scorecard-definition.ts';
import { ofOwnPanels, permissions } from '../policy.ts';
import { scorecardDefinitions } from '../tables.ts';

export const scorecardDefinition = noun({
  name: 'scorecardDefinition',
  summary: 'What the vendors of a program are scored by: measures, weights, targets; a row a revision.',
  table: scorecardDefinitions,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    seriesId: field(Id.meta({ description: 'The first revision, by which all of them are one scorecard.' }), {
      filter: true,
    }),
    revision: field(z.int(), { filter: true, sort: true }),
    name: field(text(200), { filter: true, sort: true }),
    period: field(ScorecardPeriod, { filter: true }),
    evaluatedAfterDays: field(
      z.int().meta({ description: 'Days after a period’s last one on which it is scored by itself.' }),
    ),
    missing: field(MissingRule),
    tiers: field(z.array(z.int()).nullable().meta({ description: 'Null: vendors of every tier.' })),
    components: field(z.array(ScorecardComponent), { dataClass: 'commercial' }),
    ...effectiveFields('The last day on which a period may begin; null where it has none.'),
  },
  visibleTo: { vendor: ofOwnPanels },
});

edge(scorecardDefinition, 'programId', 'program', program, 'scorecardDefinitions');
edge(scorecardDefinition, 'seriesId', 'series', scorecardDefinition, 'revisions');
