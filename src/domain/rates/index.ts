import { capability } from '../../kernel/operation.ts';
import { rateLineCreated, rateLineEnded, rateLineOverlaps } from './model.ts';
import { rateLine } from './nouns.ts';
import { createRateLine } from './operations/create-rate-line.ts';
import { endRateLine } from './operations/end-rate-line.ts';
import { rateFor } from './operations/rate-for.ts';

export const rates = capability({
  name: 'rates',
  nouns: [rateLine],
  queries: [rateFor],
  commands: [createRateLine, endRateLine],
  events: [rateLineCreated, rateLineEnded],
  constraints: { rate_lines_no_overlap: rateLineOverlaps },
});
