import { z } from 'zod';
import { notFound, refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { programs } from '../../programs/index.ts';
import { benchmarkSetNotActive } from '../model/benchmark-set.ts';
import { savingsBenchmarkChosen, savingsBenchmarkTaken } from '../model/savings-benchmark.ts';
import { savingsBenchmark } from '../nouns/benchmark-set.ts';
import { permissions } from '../policy.ts';
import { benchmarkSets, savingsBenchmarks } from '../tables.ts';

export const chooseSavingsBenchmark = command({
  name: 'chooseSavingsBenchmark',
  summary:
    'Say what a program’s savings are reckoned against, for terms that begin on a day or later, until another is said; a null set is nothing.',
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
    const [chosen] = await context.tx.insert(savingsBenchmarks, [
      { programId, benchmarkSetId, currency, effectiveFrom },
    ]);
    return {
      result: chosen!,
      events: [savingsBenchmarkChosen(chosen!, { benchmarkSetId, effectiveFrom })],
    };
  },
});
