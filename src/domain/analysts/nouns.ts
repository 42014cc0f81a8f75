import { z } from 'zod';
import { membership } from '../access/index.ts';
import { edge, field, noun } from '../../kernel/noun.ts';
import { Id, Instant, text } from '../../kernel/shapes.ts';
import { sqlLoginLife } from './lifecycle.ts';
import { SqlLoginState } from './model.ts';
import { loginsInReach, ownLogins, permissions } from './policy.ts';
import { sqlLogins } from './tables.ts';

export const sqlLogin = noun({
  name: 'sqlLogin',
  summary: 'A read-only login to the reporting views, which sees what its analyst’s membership sees.',
  table: sqlLogins,
  read: permissions.readSqlLogins,
  lifecycle: sqlLoginLife,
  fields: {
    membershipId: field(Id, { filter: true }),
    userId: field(Id, { filter: true }),
    name: field(text(100), { filter: true, sort: true, search: true }),
    roleName: field(z.string().meta({ description: 'The name to log in by.' }), { filter: true }),
    state: field(SqlLoginState, { filter: true }),
    passwordSetAt: field(Instant),
    expiresAt: field(Instant, { filter: true, sort: true }),
  },
  visibleTo: { operator: loginsInReach, client: ownLogins },
});

edge(sqlLogin, 'membershipId', 'membership', membership, null);
