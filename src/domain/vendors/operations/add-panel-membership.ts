import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { standingLife } from '../lifecycle/panel-membership.ts';
import { Tier, vendorIsTerminated, vendorJoinedPanel, vendorOnPanel } from '../model/panel-membership.ts';
import { panelMembership } from '../nouns/panel-membership.ts';
import { permissions } from '../policy.ts';
import { panelMemberships, vendors } from '../tables.ts';

export const addPanelMembership = command({
  name: 'addPanelMembership',
  summary: 'Give a vendor a place in a program, in good standing; orders reach it once it is active.',
  rest: 'POST /panel-memberships',
  permission: permissions.managePanel,
  input: z.strictObject({ programId: reference('program'), vendorId: reference('vendor'), tier: Tier }),
  output: panelMembership,
  errors: [vendorOnPanel, vendorIsTerminated],
  async handle(values, { tx, take }) {
    const firm = await take(vendors, values.vendorId, { version: false });
    if (firm.state === 'terminated') throw vendorIsTerminated();
    const [added] = await tx.insert(panelMemberships, [{ ...values, standing: standingLife.initial }]);
    return { result: added!, events: [vendorJoinedPanel(added!, {})] };
  },
});
