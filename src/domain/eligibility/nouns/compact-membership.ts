import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { codeOf, Day, oneOf } from '../../../kernel/shapes.ts';
import { permissions } from '../policy.ts';
import { compactMemberships } from '../tables.ts';

export const compactMembership = noun({
  name: 'compactMembership',
  summary:
    'A state’s place in the Nurse Licensure Compact from a day on, the same for every tenant. A partial member takes others’ multistate licenses and issues none; one that is enacted and pending is no member.',
  table: compactMemberships,
  read: permissions.readCompact,
  fields: {
    code: field(codeOf('compactMembership', 'nlc_oh_20230101'), { filter: true, sort: true }),
    compact: field(oneOf('Compact', ['nlc']), { filter: true }),
    state: field(codeOf('state', 'OH'), { filter: true, sort: true }),
    status: field(oneOf('CompactStatus', ['active', 'partial', 'enacted_pending']), { filter: true }),
    effectiveFrom: field(Day, { filter: true, sort: true, value: (row) => sql`lower(${row('effective')})` }),
    effectiveTo: field(Day.nullable().meta({ description: 'The last day; null while it stands.' }), {
      filter: true,
      value: (row) => sql`(upper(${row('effective')}) - 1)`,
    }),
    source: field(z.string()),
  },
});
