import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { Id, oneOf } from '../../../kernel/shapes.ts';

export const rateCardStates = ['draft', 'active', 'retired'] as const;
export const RateCardState = oneOf('RateCardState', rateCardStates);

export const rateCardInForce = declareError(
  'rate_card_in_force',
  'conflict',
  'Another card of the program for the same vendor, or for any, is in force on some of these days.',
);
export const rateCardRetired = declareError(
  'rate_card_retired',
  'conflict',
  'The card is retired: what it said of its days stays.',
);

export const rateCardHasBegun = declareError(
  'rate_card_has_begun',
  'conflict',
  'The card’s first day has come: its lines count.',
);

const sides = ['operator', 'client'] as const;
const fact = factsFor(sides, z.strictObject({}));

export const rateCardCreated = event({
  type: 'rate_card.created',
  summary: 'A rate card was drafted, perhaps as a copy.',
  sides,
  data: z.strictObject({ copiedFromId: Id.nullable(), lines: z.int() }),
});
export const rateCardChanged = fact('rate_card.changed', 'A draft of a rate card was changed.');
export const rateCardActivated = fact(
  'rate_card.activated',
  'The lines of a rate card count from its first day.',
);
export const rateCardWasRetired = fact('rate_card.retired', 'A rate card was given its last day.');
export const rateCardReopened = fact(
  'rate_card.reopened',
  'A rate card was made a draft again before its first day.',
);
