import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { Day, Id, oneOf } from '../../../kernel/shapes.ts';

export const consequenceKinds = ['warn', 'probation', 'no_new_releases', 'exit'] as const;
/** From the mildest: a warning changes no standing, the others set the one of their name. */
export const ConsequenceKind = oneOf('ConsequenceKind', consequenceKinds);
export const ConsequenceState = oneOf('ConsequenceState', [
  'in_force',
  'appealed',
  'upheld',
  'overturned',
  'lifted',
]);

/** The states in which a consequence is felt; an appeal puts nothing off. */
export const liveStates = ['in_force', 'appealed', 'upheld'] as const;

/** A period that a consequence rests on. */
export const ConsequenceEvidence = z
  .strictObject({
    periodFrom: Day,
    scorecardId: Id,
    value: z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: ['62.10'] }),
  })
  .meta({ id: 'ConsequenceEvidence' });
export type ConsequenceEvidence = z.output<typeof ConsequenceEvidence>;

export const appealClosed = declareError(
  'appeal_closed',
  'conflict',
  'The days within which this could be appealed are over.',
);

const sides = ['operator', 'client', 'vendor'] as const;
export const consequenceImposed = event({
  type: 'vendor_consequence.imposed',
  summary: 'A vendor fell below a floor, and what its rule says follows; the scorecards are the evidence.',
  sides,
  data: z.strictObject({
    ruleId: Id,
    kind: ConsequenceKind,
    firstPeriodFrom: Day,
    lastPeriodFrom: Day,
    scorecardIds: z.array(Id),
  }),
});

const fact = factsFor(sides, z.strictObject({ kind: ConsequenceKind }));
export const consequenceAppealed = fact(
  'vendor_consequence.appealed',
  'A vendor appealed; what it appealed against stands meanwhile.',
);
export const consequenceUpheld = fact('vendor_consequence.upheld', 'An appeal was turned down.');
export const consequenceOverturned = fact(
  'vendor_consequence.overturned',
  'An appeal was granted: the vendor’s standing is what it was, unless something else holds it.',
);
export const consequenceLifted = fact(
  'vendor_consequence.lifted',
  'A consequence ended, by recovery or by hand.',
);
