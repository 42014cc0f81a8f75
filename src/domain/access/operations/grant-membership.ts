import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { grantedReach } from '../granting.ts';
import {
  grantWiderThanOwn,
  membershipGranted,
  roleDoesNotFitSide,
  RoleName,
  scopeMissing,
  Scopes,
  scopesDoNotNest,
  SideName,
} from '../model.ts';
import { membership } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { memberships } from '../tables.ts';

export const grantMembership = command({
  name: 'grantMembership',
  summary: 'Give a user a role on a side, within scopes: none wider than your own.',
  rest: 'POST /memberships',
  permission: permissions.manageUsers,
  input: z.strictObject({ userId: reference('user'), side: SideName, role: RoleName, ...Scopes }),
  output: membership,
  errors: [roleDoesNotFitSide, scopeMissing, scopesDoNotNest, grantWiderThanOwn],
  async handle({ userId, ...asked }, context) {
    const reach = await grantedReach(asked, context);
    const [granted] = await context.tx.insert(memberships, [{ userId, ...reach, state: 'active' } as never]);
    return { result: granted!, events: [membershipGranted(granted!, { userId, role: reach.role })] };
  },
});
