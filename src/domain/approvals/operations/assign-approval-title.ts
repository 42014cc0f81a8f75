import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { placeOf } from '../../programs/index.ts';
import { covers, titleHeldAlready, titleHoldingAssigned } from '../model/title.ts';
import { titleHolding } from '../nouns/title.ts';
import { permissions } from '../policy.ts';
import { heldMembership } from '../store/holders.ts';
import { titleHoldings } from '../tables.ts';

export const assignApprovalTitle = command({
  name: 'assignApprovalTitle',
  summary:
    'Give a membership a title at a unit, a facility or a whole program; approvals paused for want of it resume.',
  rest: 'POST /title-holdings',
  permission: permissions.manage,
  input: z.strictObject({
    titleId: reference('approvalTitle'),
    membershipId: reference('membership'),
    programId: reference('program'),
    facilityId: reference('facility').nullish(),
    unitId: reference('unit').nullish(),
  }),
  output: titleHolding,
  errors: [titleHeldAlready],
  async handle({ titleId, membershipId, ...asked }, context) {
    const place = await placeOf(asked, context);
    const holder = await heldMembership(membershipId, context);
    if (holder.state !== 'active') throw refuse('/membershipId', 'ended', 'The membership has ended.');
    if (!permissions.decide.roles.has(holder.role))
      throw refuse('/membershipId', 'role_cannot_approve', `A ${holder.role} decides no approvals.`);
    if (!covers(holder, place))
      throw refuse('/membershipId', 'scope_too_narrow', 'The membership does not see all of that place.');
    const [assigned] = await context.tx.insert(titleHoldings, [{ titleId, membershipId, ...place }]);
    return { result: assigned!, events: [titleHoldingAssigned(assigned!, { titleId, membershipId })] };
  },
});
