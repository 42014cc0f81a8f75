import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command, type Command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { standingLife } from '../lifecycle/panel-membership.ts';
import { standingChanged } from '../model/panel-membership.ts';
import { panelMembership } from '../nouns/panel-membership.ts';
import { permissions } from '../policy.ts';
import { panelMemberships } from '../tables.ts';

const stepCommand = ([verb, summary]: readonly [keyof typeof standingLife.verbs, string]): Command =>
  command({
    name: `${verb}PanelMembership`,
    summary,
    rest: `POST /panel-memberships/{panelMembershipId}/${verb}`,
    permission: permissions.managePanel,
    input: z.strictObject({ panelMembershipId: reference('panelMembership'), reason: text(2_000) }),
    output: panelMembership,
    errors: [stepNotAllowed],
    async handle({ panelMembershipId, reason }, context) {
      const place = await context.tx.find(panelMemberships, panelMembershipId, { lock: true });
      if (!place) throw notFound();
      context.expectVersion(place);
      const standing = step(standingLife, verb, place.standing);
      const stepped = await context.tx.change(panelMemberships, place, { standing });
      return { result: stepped, events: [standingChanged(stepped, { standing }, reason)] };
    },
  });

/** The verbs of a vendor's standing in a program, each for a reason. */
export const standingSteps: readonly Command[] = (
  [
    ['warn', 'Put a vendor in good standing on probation.'],
    ['restrict', 'Release no new orders to a vendor.'],
    ['restore', 'Put a vendor back in good standing.'],
    ['exit', 'Take a vendor off the panel.'],
    ['readmit', 'Take a vendor back onto the panel, on probation.'],
  ] as const
).map(stepCommand);
