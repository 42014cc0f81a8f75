import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const StatedMeasureState = oneOf('StatedMeasureState', ['in_force', 'superseded', 'withdrawn']);

export const measureStatedTwice = declareError(
  'measure_stated_twice',
  'conflict',
  'The measure of this vendor and period is stated by another at the same time.',
);

const fact = factsFor(['operator', 'client', 'vendor'], z.strictObject({ measure: z.string() }));
export const measureStated = fact(
  'stated_measure.recorded',
  'What a vendor did in a period was found by the operator, with evidence.',
);
export const measureWithdrawn = fact(
  'stated_measure.withdrawn',
  'What was found of a vendor was withdrawn; a scorecard that rests on it changes when it is scored anew.',
);
