import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { codeOf, Day, Id } from '../../../kernel/shapes.ts';
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
    effectiveFrom: field(Day, {
      filter: true,
      sort: true,
      value: (row) => sql`lower(${row('effective')})`,
    }),
    effectiveTo: field(Day.nullable().meta({ description: 'The last day; null where it has none.' }), {
      filter: true,
      value: (row) => sql`(upper(${row('effective')}) - 1)`,
    }),
  },
  visibleTo: { vendor: whereItStands },
});
