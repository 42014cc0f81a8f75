import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { text } from '../../../kernel/shapes.ts';
import { grantedReach } from '../granting.ts';
import {
  grantWiderThanOwn,
  membershipGranted,
  roleDoesNotFitSide,
  RoleName,
  scopeMissing,
  scopeNotHeld,
  Scopes,
  scopesDoNotNest,
  SideName,
  userInvited,
} from '../model.ts';
import { permissions } from '../policy.ts';
import { AllowedScopes, assertMayGive, serviceAccountCreated } from '../service-accounts/model.ts';
import { serviceAccount } from '../service-accounts/nouns.ts';
import { memberships, serviceAccounts, users } from '../tables.ts';

export const createServiceAccount = command({
  name: 'createServiceAccount',
  summary: 'Make an account for a machine, in a role on a side within scopes: none wider than your own.',
  rest: 'POST /service-accounts',
  permission: permissions.manageServiceAccounts,
  input: z.strictObject({
    name: text(100),
    description: text(2_000).optional(),
    side: SideName,
    role: RoleName,
    ...Scopes,
    scopes: AllowedScopes.optional(),
  }),
  output: serviceAccount,
  errors: [roleDoesNotFitSide, scopeMissing, scopesDoNotNest, grantWiderThanOwn, scopeNotHeld],
  async handle({ name, description = null, scopes = null, ...asked }, context) {
    const { tx } = context;
    const reach = await grantedReach(asked, context);
    assertMayGive(context.actor, reach, scopes);
    const id = context.newId();
    const [user] = await tx.insert(users, [
      // Nobody reads mail there (RFC 2606): a user has an address, a machine none.
      { name, email: `${id}@service-account.invalid`, state: 'active', kind: 'service' },
    ]);
    const [membership] = await tx.insert(memberships, [
      { userId: user!.id, ...reach, state: 'active' } as never,
    ]);
    const [account] = await tx.insert(serviceAccounts, [
      { id, userId: user!.id, membershipId: membership!.id, name, description, scopes, state: 'active' },
    ]);
    return {
      result: account!,
      events: [
        serviceAccountCreated(account!, { membershipId: membership!.id }),
        userInvited(user!, {}),
        membershipGranted(membership!, { userId: user!.id, role: reach.role }),
      ],
    };
  },
});
