import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { event } from '../../../kernel/event.ts';
import { Day, Id } from '../../../kernel/shapes.ts';

export const savingsBenchmarkTaken = declareError(
  'savings_benchmark_taken',
  'conflict',
  'What savings are reckoned against from that day is said already.',
);

export const savingsBenchmarkChosen = event({
  type: 'savings_benchmark.created',
  summary: 'What a program’s savings are reckoned against was said, from a day on.',
  sides: ['operator', 'client'],
  data: z.strictObject({ benchmarkSetId: Id.nullable(), effectiveFrom: Day }),
});
