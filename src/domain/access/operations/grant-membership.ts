import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { membershipGranted, roleDoesNotFitSide, RoleName, Scopes, SideName } from '../model.ts';
import { membership } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { closeScopes } from '../store.ts';
import { memberships } from '../tables.ts';

export const grantMembership = command({
  name: 'grantMembership',
  summary: 'Give a user a role on a side, within scopes.',
  rest: 'POST /memberships',
  permission: permissions.manageUsers,
  input: z.strictObject({ userId: reference('user'), side: SideName, role: RoleName, ...Scopes }),
  output: membership,
  errors: [roleDoesNotFitSide],
  async handle({ userId, side, role, vendorId, workerId, ...asked }, context) {
    const scopes = await closeScopes(asked, context);
    const [granted] = await context.tx.insert(memberships, [
      {
        userId,
        side,
        role: role as never,
        vendorId: vendorId ?? null,
        workerId: workerId ?? null,
        ...scopes,
        state: 'active',
      },
    ]);
    return { result: granted!, events: [membershipGranted(granted!, { userId, role })] };
  },
});
