import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { Currency } from '../../programs/index.ts';
import { benchmarkSetLife } from '../lifecycle.ts';
import {
  BenchmarkBase,
  BenchmarkBasis,
  BenchmarkMeasure,
  benchmarkSetCreated,
  BenchmarkWeight,
} from '../model/benchmark-set.ts';
import { benchmarkSet } from '../nouns/benchmark-set.ts';
import { permissions } from '../policy.ts';
import { insertBase } from '../store/base-set.ts';
import { benchmarkSets } from '../tables.ts';

export const createBenchmarkSet = command({
  name: 'createBenchmarkSet',
  summary:
    'Begin a set of market rates of one source as a draft, empty or with the wages that ship with the service.',
  rest: 'POST /benchmark-sets',
  permission: permissions.manage,
  input: z.strictObject({
    programId: reference('program').nullish().meta({ description: 'Absent: for all programs.' }),
    name: text(200),
    source: text(500).meta({ description: 'Who publishes it, and where.' }),
    basis: BenchmarkBasis,
    measure: BenchmarkMeasure,
    currency: Currency.default('USD'),
    weight: BenchmarkWeight.default('1'),
    base: BenchmarkBase.optional().meta({
      description:
        'bls_oews: wages of registered nurses by state, 1998–2020, and of clinical occupations in the U.S., 2014–2023.',
    }),
  }),
  output: benchmarkSet,
  errors: [wholeTenantOnly],
  async handle({ base, programId = null, ...told }, context) {
    if (programId === null) assertWholeTenant(context.actor);
    if (base && (told.basis !== 'published' || told.measure !== 'wage' || told.currency !== 'USD'))
      throw refuse('/base', 'invalid_value', 'These are published wages in USD.');
    const [created] = await context.tx.insert(benchmarkSets, [
      { ...told, programId, state: benchmarkSetLife.initial },
    ]);
    if (base) await insertBase(created!, context);
    return { result: created!, events: [benchmarkSetCreated(created!, {})] };
  },
});
