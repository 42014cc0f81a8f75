import { z } from 'zod';
import { rangeOf } from '../../../kernel/day-range.ts';
import { Problem } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { requirementBeyondScope, requirementCreated, requirementOverlaps } from '../model/requirement.ts';
import { standardRequirements } from '../model/standard-requirements.ts';
import { permissions } from '../policy.ts';
import { assertReaches } from '../scope.ts';
import { insertRequirements, typesNotDemanded } from '../store.ts';

export const adoptRequirements = command({
  name: 'adoptRequirements',
  summary:
    'Demand everywhere what the field does, of the types that the tenant has and demands nowhere at large yet: state licenses, life support, screenings.',
  rest: 'POST /requirements/adopt',
  permission: permissions.manage,
  concurrency: 'none',
  input: z.strictObject({}),
  output: z
    .strictObject({ added: z.array(z.string()).meta({ description: 'The codes of their types.' }) })
    .meta({ id: 'AdoptedRequirements' }),
  errors: [requirementBeyondScope, requirementOverlaps],
  async handle(_, context) {
    const everywhere = { programId: null, facilityId: null, unitId: null };
    assertReaches(context.actor, everywhere);
    const types = await typesNotDemanded(Object.keys(standardRequirements), context);
    const effective = rangeOf({ from: context.now.slice(0, 10), until: null });
    const made = await insertRequirements(
      types.map(({ id, code }) => ({ ...everywhere, ...standardRequirements[code]!, typeId: id, effective })),
      context,
    );
    const refused = made.find((row) => row instanceof Problem);
    if (refused) throw refused;
    const [first, ...others] = made.flatMap((row) =>
      row instanceof Problem ? [] : [requirementCreated(row, {})],
    );
    const result = { added: types.map(({ code }) => code).toSorted() };
    return first ? { result, events: [first, ...others] } : { result, unchanged: true };
  },
});
