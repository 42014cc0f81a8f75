import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event, factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const PlacementState = oneOf('PlacementState', [
  'accepted',
  'started',
  'guaranteed',
  'left',
  'fell_off',
]);

export const salaryUnknown = declareError(
  'salary_unknown',
  'conflict',
  'The fee goes by the salary, and none was agreed: say which it is.',
);

const sides = ['operator', 'client', 'vendor', 'worker'] as const;
const fact = factsFor(sides, z.strictObject({}));

export const placementAccepted = event({
  type: 'placement.accepted',
  summary: 'A client’s own position was accepted by the person whom it is to hire.',
  sides,
  data: z.strictObject({ orderId: z.string(), submissionId: z.string() }),
});
export const placementStarted = event({
  type: 'placement.started',
  summary: 'A person whom a client hired itself began.',
  sides,
  data: z.strictObject({ startedOn: z.string() }),
});
export const placementFellOff = fact(
  'placement.fell_off',
  'A hire by a client itself came to nothing before its first day.',
);
export const placementCanceled = fact(
  'placement.canceled',
  'A hire by a client itself came to nothing with its order.',
);
export const placementGuaranteed = fact(
  'placement.guaranteed',
  'A person whom a client hired stayed for as long as the vendor answers for it.',
);
export const placementLeft = event({
  type: 'placement.left',
  summary: 'A person whom a client hired itself left.',
  sides,
  data: z.strictObject({ leftOn: z.string() }),
});
