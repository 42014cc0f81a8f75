import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { scorecardLife } from '../lifecycle.ts';
import { Score } from '../model/figure.ts';
import { ScorecardState, ScoredComponent } from '../model/scorecard.ts';
import { permissions } from '../policy.ts';
import { scorecards } from '../tables.ts';
import { scorecardDefinition } from './scorecard-definition.ts';

export const scorecard = noun({
  name: 'scorecard',
  summary: 'How a vendor did in a period, and what of; a later finding supersedes it.',
  table: scorecards,
  read: permissions.read,
  lifecycle: scorecardLife,
  fields: {
    programId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    seriesId: field(Id, { filter: true }),
    definitionId: field(Id.meta({ description: 'The revision whose weights and targets were used.' }), {
      filter: true,
    }),
    periodFrom: field(Day, { filter: true, sort: true }),
    periodTo: field(Day.meta({ description: 'The last day, in it.' })),
    revision: field(z.int()),
    score: field(Score.nullable().meta({ description: 'Of a hundred; null: too little is known.' }), {
      filter: true,
      sort: true,
      dataClass: 'commercial',
    }),
    components: field(z.array(ScoredComponent), { dataClass: 'commercial' }),
    state: field(ScorecardState, { filter: true }),
  },
  visibleTo: { vendor: 'scoped' },
});

edge(scorecard, 'programId', 'program', program, 'scorecards');
edge(scorecard, 'vendorId', 'vendor', vendor, 'scorecards');
edge(scorecard, 'definitionId', 'definition', scorecardDefinition, 'scorecards');
