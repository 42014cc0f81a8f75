import { sql } from 'drizzle-orm';
import { field, noun } from '../../kernel/noun.ts';
import { SystemName } from './model.ts';
import { permissions } from './policy.ts';
import { externalSystems } from './tables.ts';

export const externalSystem = noun({
  name: 'externalSystem',
  summary: 'Another system whose ids name our rows; only its owner’s side sees those ids.',
  table: externalSystems,
  read: permissions.read,
  fields: { name: field(SystemName, { filter: true, sort: true }) },
  visibleTo: { client: (row) => sql`${row('vendorId')} is null`, vendor: 'scoped' },
});
