import { z } from 'zod';
import { declareError } from '../../kernel/errors.ts';
import { event } from '../../kernel/event.ts';
import { oneOf } from '../../kernel/shapes.ts';

export const ChargeKind = oneOf('ChargeKind', [
  'penalty',
  'guarantee',
  'placement_fee',
  'placement_refund',
  'conversion_fee',
]);
export const ChargeState = oneOf('ChargeState', ['computed', 'waived']);

export const chargeComputed = declareError(
  'charge_already_computed',
  'conflict',
  'This was computed already: there is one charge of the kind for it.',
);

const sides = ['operator', 'client', 'vendor'] as const;

export const chargeMade = event({
  type: 'charge.computed',
  summary: 'Something besides hours is owed: a penalty, a guarantee, a fee or its refund.',
  sides,
  data: z.strictObject({ kind: ChargeKind, sourceNoun: z.string(), sourceId: z.string() }),
});
export const chargeWaived = event({
  type: 'charge.waived',
  summary: 'What was owed is waived and will not be billed.',
  sides,
  data: z.strictObject({ kind: ChargeKind }),
});
