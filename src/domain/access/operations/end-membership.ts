import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { grantWiderThanOwn, isWithinReach, lastAdmin, membershipEnded } from '../model.ts';
import { membership } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { adminsBesides } from '../store.ts';
import { memberships } from '../tables.ts';

export const endMembership = command({
  name: 'endMembership',
  summary: 'End a membership; its tokens are refused within a second.',
  rest: 'POST /memberships/{membershipId}/end',
  permission: permissions.manageUsers,
  input: z.strictObject({ membershipId: reference('membership') }),
  output: membership,
  errors: [stepNotAllowed, lastAdmin, grantWiderThanOwn],
  async handle({ membershipId }, context) {
    const held = await context.tx.find(memberships, membershipId, { lock: true });
    if (!held) throw notFound();
    context.expectVersion(held);
    if (!isWithinReach(context.actor, held)) throw grantWiderThanOwn();
    if (held.state !== 'active')
      throw stepNotAllowed({ detail: 'The membership has ended already.', facts: { state: held.state } });
    if (held.role === 'tenant_admin' && (await adminsBesides({ membershipId }, context)) === 0)
      throw lastAdmin();
    const ended = await context.tx.change(memberships, held, { state: 'ended' });
    return { result: ended, events: [membershipEnded(ended, { userId: ended.userId, role: ended.role })] };
  },
});
