import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

/** What an hour is billed as; `regular` and `overtime` are what time calls them too. */
export const RateHourType = oneOf('RateHourType', [
  'regular',
  'overtime',
  'double_time',
  'holiday',
  'on_call',
  'callback',
  'orientation',
]);
export type RateHourType = z.output<typeof RateHourType>;

/** When in the day or week the hours lie. */
export const RateShift = oneOf('RateShift', ['day', 'evening', 'night', 'weekend']);
export type RateShift = z.output<typeof RateShift>;

/** A factor of the regular hour's rate: a decimal string from 0 to 10, at most 4 digits after the point. */
export const Multiplier = z
  .string()
  .regex(
    /^(\d(\.\d{1,4})?|10(\.0{1,4})?)$/,
    'A multiplier is a decimal string from 0 to 10, 4 digits after the point.',
  )
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['1.5000'] });

export const rateLineOverlaps = declareError(
  'rate_line_overlaps',
  'conflict',
  'Another line of the same card covers some of these days for the same vendor, place, profession, specialty, shift and hour type.',
);

const fact = factsFor(['operator', 'client'], z.strictObject({}));
export const rateLineCreated = fact('rate_line.created', 'A rate was added to the card.');
export const rateLineChanged = fact('rate_line.changed', 'A rate of the card was changed.');
export const rateLineEnded = fact('rate_line.ended', 'A rate was given a last day.');
