import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { Day, Id } from '../../../kernel/shapes.ts';

export const savingsBenchmarkTaken = declareError(
  'savings_benchmark_taken',
  'conflict',
  'What savings are reckoned against from that day was said by another at the same time.',
);

const said = factsFor(
  ['operator', 'client'],
  z.strictObject({ benchmarkSetId: Id.nullable(), effectiveFrom: Day }),
);
export const savingsBenchmarkChosen = said(
  'savings_benchmark.created',
  'What a program’s savings are reckoned against was said, from a day on.',
);
export const savingsBenchmarkChanged = said(
  'savings_benchmark.changed',
  'What a program’s savings are reckoned against from a day on was corrected.',
);
