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
  scopeMissing,
  Scopes,
  scopesDoNotNest,
  SideName,
} from '../model.ts';
import { membership } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { closeScopes } from '../store.ts';
import { memberships } from '../tables.ts';

const boundRoles: ReadonlySet<Role> = new Set(['requester', 'approver']);

function assertBound(role: Role, scopes: Readonly<Record<string, readonly string[] | undefined>>) {
  const told = Object.values(scopes).filter((ids) => ids !== undefined);
  if (told.some((ids) => ids.length === 0) || (boundRoles.has(role) && told.length === 0))
    throw scopeMissing();
}

export const grantMembership = command({
  name: 'grantMembership',
  summary: 'Give a user a role on a side, within scopes: none wider than your own.',
  rest: 'POST /memberships',
  permission: permissions.manageUsers,
  input: z.strictObject({ userId: reference('user'), side: SideName, role: RoleName, ...Scopes }),
  output: membership,
  errors: [roleDoesNotFitSide, scopeMissing, scopesDoNotNest, grantWiderThanOwn],
  async handle({ userId, side, role, vendorId, workerId, ...asked }, context) {
    const fits =
      rolesOf[side].includes(role as Role) &&
      (side === 'vendor') === (vendorId !== undefined) &&
      (side === 'worker') === (workerId !== undefined);
    if (!fits) throw roleDoesNotFitSide();
    assertBound(role as Role, asked);
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
