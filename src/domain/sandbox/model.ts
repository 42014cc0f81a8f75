import { z } from 'zod';
import { declareError } from '../../kernel/errors.ts';
import { event } from '../../kernel/event.ts';
import { Instant, oneOf } from '../../kernel/shapes.ts';

export const JobState = oneOf('JobState', ['running', 'succeeded']);

export const Clock = z
  .strictObject({
    now: Instant,
    target: Instant.nullable().meta({ scalar: 'Instant', description: 'Where it is being moved to.' }),
    movable: z.boolean().meta({ description: 'Whether this tenant is a sandbox.' }),
  })
  .meta({ id: 'Clock' });

export const notASandbox = declareError('not_a_sandbox', 'conflict', 'Only a sandbox’s clock can be moved.');
export const clockIsMoving = declareError('clock_is_moving', 'conflict', 'The clock is on its way already.');

const started = { sides: ['operator'] as const, data: z.strictObject({ kind: z.string() }) };
export const jobStarted = event({
  type: 'job.started',
  summary: 'A long piece of work was begun.',
  ...started,
});
export const jobSucceeded = event({
  type: 'job.succeeded',
  summary: 'A long piece of work is done.',
  ...started,
});
