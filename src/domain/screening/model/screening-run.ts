import { z } from 'zod';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const runCauses = ['publication', 'change', 'request'] as const;
export const runStates = ['running', 'completed'] as const;

export const ScreeningCause = oneOf('ScreeningCause', runCauses);
export const ScreeningRunState = oneOf('ScreeningRunState', runStates);

const fact = factsFor(['operator'], z.strictObject({}));
export const screeningStarted = fact('screening_run.started', 'A comparison with the exclusion lists began.');
export const screeningCompleted = factsFor(
  ['operator'],
  z.strictObject({ workers: z.int(), vendors: z.int(), raised: z.int() }),
)('screening_run.completed', 'Everybody in question was compared with the exclusion lists.');
