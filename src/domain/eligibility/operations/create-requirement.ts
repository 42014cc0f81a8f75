import { z } from 'zod';
import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { bulkCommand, type Context } from '../../../kernel/operation.ts';
import { codeOf, Day, reference } from '../../../kernel/shapes.ts';
import type { NewRow } from '../../../kernel/transaction.ts';
import {
  RequiredAt,
  RequiredProof,
  requirementBeyondScope,
  requirementCreated,
  requirementOverlaps,
  RequirementSeverity,
} from '../model/requirement.ts';
import { typeArchived } from '../../credentials/index.ts';
import { requirement } from '../nouns/requirement.ts';
import { permissions } from '../policy.ts';
import { assertReaches, placeOf } from '../scope.ts';
import { archivedTypes, insertRequirements, pathsOf, type Paths } from '../store.ts';
import type { requirements } from '../tables.ts';
import { Problem } from '../../../kernel/errors.ts';

const input = z.strictObject({
  typeId: reference('credentialType'),
  programId: reference('program')
    .nullish()
    .meta({ description: 'Absent with the others: all of the tenant.' }),
  facilityId: reference('facility').nullish(),
  unitId: reference('unit').nullish(),
  profession: codeOf('profession', 'rn').nullish(),
  specialty: codeOf('specialty', 'icu').nullish(),
  state: codeOf('state', 'OH').nullish().meta({ description: 'Of the facility; absent: any.' }),
  severity: RequirementSeverity,
  proof: RequiredProof.default('document'),
  graceDays: z.int().min(0).max(365).default(0),
  leadDays: z.int().min(0).max(365).default(0),
  requiredAt: RequiredAt.default('start'),
  effectiveFrom: Day,
  effectiveTo: Day.nullish().meta({ description: 'The last day; absent: none.' }),
});

function rowOf(
  { effectiveFrom, effectiveTo, programId, facilityId, unitId, ...said }: z.output<typeof input>,
  paths: Paths,
  { actor }: Context,
): NewRow<typeof requirements> | Problem {
  try {
    const place = placeOf({ programId, facilityId, unitId }, paths);
    assertReaches(actor, place);
    return { ...said, ...place, effective: rangeOf(daysBetween(effectiveFrom, effectiveTo)) };
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

export const createRequirement = bulkCommand({
  name: 'createRequirement',
  summary:
    'Demand a credential of those who work at a place; of a type the narrowest requirement counts, and `none` relaxes.',
  rest: 'POST /requirements',
  permission: permissions.manage,
  concurrency: 'none',
  input,
  output: requirement,
  errors: [requirementOverlaps, requirementBeyondScope, typeArchived],
  bulk: {
    name: 'createRequirements',
    rest: 'POST /requirements/bulk',
    summary: 'Create up to 1,000, with a result for each row.',
  },
  async handleMany(inputs, context) {
    const archived = await archivedTypes(
      inputs.map(({ typeId }) => typeId),
      context,
    );
    const paths = await pathsOf(inputs, context);
    const made = await insertRequirements(
      inputs.map((given) => (archived.has(given.typeId) ? typeArchived() : rowOf(given, paths, context))),
      context,
    );
    return made.map((row) =>
      row instanceof Problem ? row : { result: row, events: [requirementCreated(row, {})] },
    );
  },
});
