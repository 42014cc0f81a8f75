import { z } from 'zod';
import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { field, noun } from '../../../kernel/noun.ts';
import { codeOf, Id } from '../../../kernel/shapes.ts';
import { RequiredAt, RequiredProof, RequirementSeverity } from '../model/requirement.ts';
import { permissions, whereItStands } from '../policy.ts';
import { requirements } from '../tables.ts';

export const requirement = noun({
  name: 'requirement',
  summary:
    'A credential that a place demands of those who work there; a null place, profession, specialty or state is any, and the narrowest of a type counts.',
  table: requirements,
  read: permissions.readRequirements,
  fields: {
    programId: field(Id.nullable(), { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    unitId: field(Id.nullable(), { filter: true }),
    typeId: field(Id, { filter: true }),
    profession: field(codeOf('profession', 'rn').nullable(), { filter: true }),
    specialty: field(codeOf('specialty', 'icu').nullable(), { filter: true }),
    state: field(codeOf('state', 'OH').nullable(), { filter: true }),
    severity: field(RequirementSeverity, { filter: true }),
    proof: field(RequiredProof, { filter: true }),
    graceDays: field(z.int().meta({ description: 'Days for which a lapsed one is tolerated.' })),
    leadDays: field(
      z.int().meta({ description: 'Days before the first one by which it is to be on record.' }),
    ),
    requiredAt: field(RequiredAt, { filter: true }),
    ...effectiveFields(),
  },
  visibleTo: { vendor: whereItStands },
});
