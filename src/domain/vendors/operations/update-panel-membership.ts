import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { Tier, tierChanged } from '../model/panel-membership.ts';
import { panelMembership } from '../nouns/panel-membership.ts';
import { permissions } from '../policy.ts';
import { panelMemberships } from '../tables.ts';

export const updatePanelMembership = command({
  name: 'updatePanelMembership',
  summary: 'Move a vendor to another tier of a program; orders released before keep their time.',
  rest: 'PATCH /panel-memberships/{panelMembershipId}',
  permission: permissions.managePanel,
  input: z.strictObject({ panelMembershipId: reference('panelMembership'), tier: Tier }),
  output: panelMembership,
  async handle({ panelMembershipId, tier }, context) {
    const place = await context.take(panelMemberships, panelMembershipId);
    if (place.tier === tier) return { result: place, unchanged: true };
    const moved = await context.tx.change(panelMemberships, place, { tier });
    return { result: moved, events: [tierChanged(moved, { tier })] };
  },
});
