import { z } from 'zod';

/** One step of a reckoning: in words with its inputs, and what came of it. */
export const TermStep = z
  .strictObject({ name: z.string(), detail: z.string(), result: z.string() })
  .meta({ id: 'TermStep' });
export type TermStep = z.output<typeof TermStep>;
