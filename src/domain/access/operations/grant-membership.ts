import { z } from 'zod';
import { rolesOf, type Role } from '../../../kernel/actor.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import {
  grantWiderThanOwn,
  isWithinReach,
  membershipGranted,
  roleDoesNotFitSide,
  RoleName,
  Scopes,
  SideName,
} from '../model.ts';
import { membership } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { closeScopes } from '../store.ts';
import { memberships } from '../tables.ts';

export const grantMembership = command({
  name: 'grantMembership',
  summary: 'Give a user a role on a side, within scopes: none wider than your own.',
  rest: 'POST /memberships',
  permission: permissions.manageUsers,
  input: z.strictObject({ userId: reference('user'), side: SideName, role: RoleName, ...Scopes }),
  output: membership,
  errors: [roleDoesNotFitSide, grantWiderThanOwn],
  async handle({ userId, side, role, vendorId, workerId, ...asked }, context) {
    const fits =
      rolesOf[side].includes(role as Role) &&
      (side === 'vendor') === (vendorId !== undefined) &&
      (side === 'worker') === (workerId !== undefined);
    if (!fits) throw roleDoesNotFitSide();
    const scopes = await closeScopes(asked, context);
    const reach = {
      side,
      role: role as Role,
      vendorId: vendorId ?? null,
      workerId: workerId ?? null,
      ...scopes,
    };
    if (!isWithinReach(context.actor, reach)) throw grantWiderThanOwn();
    const [granted] = await context.tx.insert(memberships, [{ userId, ...reach, state: 'active' }]);
    return { result: granted!, events: [membershipGranted(granted!, { userId, role })] };
  },
});
