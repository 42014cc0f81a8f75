import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id, Instant } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { Standing, vendor } from '../../vendors/index.ts';
import { consequenceLife } from '../lifecycle.ts';
import { Figure } from '../model/figure.ts';
import { ConsequenceEvidence, ConsequenceKind, ConsequenceState } from '../model/vendor-consequence.ts';
import { permissions } from '../policy.ts';
import { vendorConsequences } from '../tables.ts';
import { performanceRule } from './performance-rule.ts';

export const vendorConsequence = noun({
  name: 'vendorConsequence',
  summary: 'What a rule brought upon a vendor, the periods it rests on, its appeal and what came of it.',
  table: vendorConsequences,
  read: permissions.read,
  lifecycle: consequenceLife,
  fields: {
    programId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    ruleId: field(Id, { filter: true }),
    kind: field(ConsequenceKind, { filter: true }),
    firstPeriodFrom: field(Day),
    lastPeriodFrom: field(Day, { filter: true, sort: true }),
    evidence: field(z.array(ConsequenceEvidence), { dataClass: 'commercial' }),
    threshold: field(Figure.meta({ description: 'The floor as it was then.' }), { dataClass: 'commercial' }),
    /** What the standing goes back to, unless another consequence holds it. */
    standingBefore: field(Standing),
    appealUntil: field(Instant, { sort: true }),
    appealedAt: field(Instant.nullable()),
    appealedBecause: field(z.string().nullable()),
    endedAt: field(Instant.nullable()),
    decidedBecause: field(
      z.string().nullable().meta({ description: 'Why it was upheld, overturned or lifted.' }),
    ),
    state: field(ConsequenceState, { filter: true }),
  },
  visibleTo: { vendor: 'scoped' },
});

edge(vendorConsequence, 'programId', 'program', program, 'vendorConsequences');
edge(vendorConsequence, 'vendorId', 'vendor', vendor, 'consequences');
edge(vendorConsequence, 'ruleId', 'rule', performanceRule, 'consequences');
