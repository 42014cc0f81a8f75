import { z } from 'zod';
import { declareError } from '../../kernel/errors.ts';
import { factsFor } from '../../kernel/event.ts';

export const measureToldTwice = declareError(
  'workforce_measure_told_twice',
  'conflict',
  'The facility, profession and day stand twice in this call, or are being told by another.',
);

const fact = factsFor(['operator', 'client'], z.strictObject({}));
export const measureRecorded = fact(
  'workforce_measure.recorded',
  'Hours, cost or addressable spend of a facility, profession and day were told.',
);
export const measureRestated = fact(
  'workforce_measure.restated',
  'Hours, cost or addressable spend of a facility, profession and day were told anew.',
);
