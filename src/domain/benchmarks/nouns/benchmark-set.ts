import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id, text } from '../../../kernel/shapes.ts';
import { Currency, program } from '../../programs/index.ts';
import { benchmarkSetLife } from '../lifecycle.ts';
import {
  BenchmarkBasis,
  BenchmarkMeasure,
  BenchmarkSetState,
  BenchmarkWeight,
} from '../model/benchmark-set.ts';
import { permissions } from '../policy.ts';
import { benchmarkSets, savingsBenchmarks } from '../tables.ts';

export const benchmarkSet = noun({
  name: 'benchmarkSet',
  summary:
    'Market rates of one source, for all programs or one; by it rates are placed, proposed and savings reckoned.',
  table: benchmarkSets,
  read: permissions.read,
  fields: {
    programId: field(Id.nullable(), { filter: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    source: field(text(500), { search: true }),
    basis: field(BenchmarkBasis, { filter: true }),
    measure: field(BenchmarkMeasure, { filter: true }),
    currency: field(Currency, { filter: true }),
    weight: field(BenchmarkWeight),
    state: field(BenchmarkSetState, { filter: true }),
  },
  lifecycle: benchmarkSetLife,
});

export const savingsBenchmark = noun({
  name: 'savingsBenchmark',
  summary: 'What a program’s savings are reckoned against, from a day until the next; a null set is nothing.',
  table: savingsBenchmarks,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    benchmarkSetId: field(Id.nullable(), { filter: true }),
    effectiveFrom: field(Day, { filter: true, sort: true }),
  },
});

edge(benchmarkSet, 'programId', 'program', program, 'benchmarkSets');
edge(savingsBenchmark, 'programId', 'program', program, 'savingsBenchmarks');
edge(savingsBenchmark, 'benchmarkSetId', 'benchmarkSet', benchmarkSet, null);
