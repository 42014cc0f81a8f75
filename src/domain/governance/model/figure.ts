import { z } from 'zod';

/** A decimal string of at most 12 digits before the point and 6 after, of either sign. */
export const Figure = z
  .string()
  .regex(/^-?(0|[1-9]\d{0,11})(\.\d{1,6})?$/, 'A figure is a decimal of at most 6 places.')
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['0.85'] });

/** A part of one, at most 4 places: `0.3`. */
export const Weight = z
  .string()
  .regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/, 'A weight is a decimal from 0 to 1 of at most 4 places.')
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['0.3'] });

/** Of a hundred, 2 places. */
export const Score = z
  .string()
  .regex(/^\d{1,3}\.\d{2}$/)
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['87.79'] });

/** What a measure is called, as the catalog of metrics calls its own: lower-case letters, digits and _. */
export const MeasureName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,62}$/, 'A name is lower-case letters, digits and _.')
  .meta({ examples: ['fill_rate'] });
