import { endCommand } from '../../../kernel/ending.ts';
import { rateLineEnded } from '../model/rate-line.ts';
import { rateLine } from '../nouns/rate-line.ts';
import { permissions } from '../policy.ts';
import { rateLines } from '../tables.ts';

export const endRateLine = endCommand({
  noun: rateLine,
  table: rateLines,
  summary: 'Give a rate line a last day, no later than the one it has.',
  permission: permissions.manage,
  event: rateLineEnded,
});
