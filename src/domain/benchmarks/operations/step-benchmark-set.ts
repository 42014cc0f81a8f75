import { stepCommand } from '../../../kernel/step-command.ts';
import { benchmarkSetLife } from '../lifecycle.ts';
import { benchmarkSetActivated, benchmarkSetWasRetired } from '../model/benchmark-set.ts';
import { benchmarkSet } from '../nouns/benchmark-set.ts';
import { benchmarkSets } from '../tables.ts';

const what = { noun: benchmarkSet, table: benchmarkSets, life: benchmarkSetLife };

export const activateBenchmarkSet = stepCommand({
  ...what,
  verb: 'activate',
  summary: 'Let a set count where sets are asked together.',
  event: benchmarkSetActivated,
});

export const retireBenchmarkSet = stepCommand({
  ...what,
  verb: 'retire',
  summary: 'Let a set count no more unless it is named; savings that were reckoned against it stay.',
  event: benchmarkSetWasRetired,
});
