import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import { oneOf } from '../../../kernel/shapes.ts';

export const benchmarkSetStates = ['draft', 'active', 'retired'] as const;
export const BenchmarkSetState = oneOf('BenchmarkSetState', benchmarkSetStates);

/** Whose figures a set holds: published ones are shown as they are, those of organizations and vendors only of enough of them. */
export const BenchmarkBasis = oneOf('BenchmarkBasis', ['published', 'organizations', 'vendors']);
export type BenchmarkBasis = z.output<typeof BenchmarkBasis>;

/** What an hour is compared by: what clients are charged, what workers of agencies are paid, what employees earn. */
export const BenchmarkMeasure = oneOf('BenchmarkMeasure', ['bill_rate', 'pay_rate', 'wage']);
export type BenchmarkMeasure = z.output<typeof BenchmarkMeasure>;

/** Figures that ship with the service; a set may begin with them. */
export const BenchmarkBase = oneOf('BenchmarkBase', ['bls_oews']);

/** How much a source counts beside others: a decimal string above 0, below 10,000, at most 4 digits after the point. */
export const BenchmarkWeight = z
  .string()
  .regex(
    /^(0|[1-9]\d{0,3})(\.\d{1,4})?$/,
    'A weight is a decimal string below 10000 with at most 4 digits after the point.',
  )
  .refine((told) => /[1-9]/.test(told), 'A weight is above zero.')
  .meta({ scalar: 'Decimal', format: 'decimal', examples: ['1.0000'] });

export const benchmarkSetRetired = declareError(
  'benchmark_set_retired',
  'conflict',
  'The set is retired: what it said stays.',
);
export const benchmarkSetNotActive = declareError(
  'benchmark_set_not_active',
  'conflict',
  'Only an active set is compared with.',
);

const fact = factsFor(['operator', 'client'], z.strictObject({}));
export const benchmarkSetCreated = fact('benchmark_set.created', 'A set of market rates was begun.');
export const benchmarkSetChanged = fact('benchmark_set.changed', 'A set of market rates was changed.');
export const benchmarkSetActivated = fact('benchmark_set.activated', 'A set of market rates counts.');
export const benchmarkSetWasRetired = fact(
  'benchmark_set.retired',
  'A set of market rates is asked no more unless by name.',
);
