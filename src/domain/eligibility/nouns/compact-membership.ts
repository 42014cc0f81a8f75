import { z } from 'zod';
import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { field, noun } from '../../../kernel/noun.ts';
import { codeOf, oneOf } from '../../../kernel/shapes.ts';
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
    ...effectiveFields('The last day; null while it stands.'),
    source: field(z.string()),
  },
});
