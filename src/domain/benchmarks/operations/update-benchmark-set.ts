import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { differences } from '../../identifiers/index.ts';
import { benchmarkSetChanged, BenchmarkWeight } from '../model/benchmark-set.ts';
import { benchmarkSet } from '../nouns/benchmark-set.ts';
import { permissions } from '../policy.ts';
import { benchmarkSets } from '../tables.ts';

export const updateBenchmarkSet = command({
  name: 'updateBenchmarkSet',
  summary: 'Change the name, the source or the weight of a set: absent keeps.',
  rest: 'PATCH /benchmark-sets/{benchmarkSetId}',
  permission: permissions.manage,
  input: z.strictObject({
    benchmarkSetId: reference('benchmarkSet'),
    name: text(200).optional(),
    source: text(500).optional(),
    weight: BenchmarkWeight.optional(),
  }),
  output: benchmarkSet,
  errors: [wholeTenantOnly],
  async handle({ benchmarkSetId, ...told }, context) {
    const set = await context.take(benchmarkSets, benchmarkSetId);
    if (set.programId === null) assertWholeTenant(context.actor);
    const weight = told.weight && Number(told.weight) === Number(set.weight) ? set.weight : told.weight;
    const changes = differences(set, { ...told, weight });
    if (Object.keys(changes).length === 0) return { result: set, unchanged: true };
    const changed = await context.tx.change(benchmarkSets, set, changes);
    return { result: changed, events: [benchmarkSetChanged(changed, {})] };
  },
});
