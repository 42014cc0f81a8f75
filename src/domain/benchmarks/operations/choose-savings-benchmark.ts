import { z } from 'zod';
import { notFound, refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { programs } from '../../programs/index.ts';
import { benchmarkSetNotActive } from '../model/benchmark-set.ts';
import {
  savingsBenchmarkChanged,
  savingsBenchmarkChosen,
  savingsBenchmarkTaken,
} from '../model/savings-benchmark.ts';
import { savingsBenchmark } from '../nouns/benchmark-set.ts';
import { permissions } from '../policy.ts';
import { choiceOf } from '../store/savings.ts';
import { benchmarkSets, savingsBenchmarks } from '../tables.ts';

export const chooseSavingsBenchmark = command({
  name: 'chooseSavingsBenchmark',
  summary:
    'Say what a program’s savings are reckoned against, for terms that begin on a day or later, until another is said; a null set is nothing. Said again of the same day it is corrected.',
  rest: 'POST /savings-benchmarks',
  permission: permissions.chooseForSavings,
  input: z.strictObject({
    programId: reference('program'),
    benchmarkSetId: reference('benchmarkSet').nullable(),
    effectiveFrom: Day,
  }),
  output: savingsBenchmark,
  errors: [benchmarkSetNotActive, savingsBenchmarkTaken],
  async handle({ programId, benchmarkSetId, effectiveFrom }, context) {
    const program = await context.tx.find(programs, programId);
    if (!program) throw notFound();
    const { currency } = program;
    if (benchmarkSetId !== null) {
      const set = await context.take(benchmarkSets, benchmarkSetId, { version: false });
      if (set.state !== 'active') throw benchmarkSetNotActive();
      if (set.programId !== null && set.programId !== programId)
        throw refuse('/benchmarkSetId', 'invalid_value', 'The set is another program’s.');
      if (set.measure !== 'bill_rate' || set.currency !== currency)
        throw refuse('/benchmarkSetId', 'invalid_value', `Savings are of bill rates in ${currency}.`);
    }
    const told = { benchmarkSetId, currency };
    const before = await choiceOf({ programId, effectiveFrom }, context);
    if (before && before.benchmarkSetId === benchmarkSetId) return { result: before, unchanged: true };
    const chosen = before
      ? await context.tx.change(savingsBenchmarks, before, told)
      : (await context.tx.insert(savingsBenchmarks, [{ programId, effectiveFrom, ...told }]))[0]!;
    const happened = before ? savingsBenchmarkChanged : savingsBenchmarkChosen;
    return { result: chosen, events: [happened(chosen, { benchmarkSetId, effectiveFrom })] };
  },
});
