import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { command, type Context } from '../../../kernel/operation.ts';
import { Instant, reference, text } from '../../../kernel/shapes.ts';
import { placeOf, type Place } from '../../programs/index.ts';
import { delegationLife } from '../lifecycle/approval-delegation.ts';
import { delegationCreated, delegationOfAnother } from '../model/delegation.ts';
import { covers } from '../model/title.ts';
import { approvalDelegation } from '../nouns/delegation.ts';
import { permissions } from '../policy.ts';
import { startDelegation } from '../routing/move-delegation.ts';
import { heldMembership } from '../store/holders.ts';
import { approvalDelegations } from '../tables.ts';
import { beginDelegation, expireDelegation } from '../timers.ts';

/** The two memberships, held; refuses those between whom nothing can be delegated. */
async function partiesOf(fromId: string, toId: string, place: Place | null, context: Context) {
  if (fromId === toId) throw refuse('/toMembershipId', 'same_membership', 'Nobody stands in for themselves.');
  const from = await heldMembership(fromId, context);
  const to = await heldMembership(toId, context);
  for (const [pointer, { state, role }] of [
    ['/fromMembershipId', from],
    ['/toMembershipId', to],
  ] as const) {
    if (state !== 'active') throw refuse(pointer, 'ended', 'The membership has ended.');
    if (!permissions.decide.roles.has(role))
      throw refuse(pointer, 'role_cannot_approve', `A ${role} decides no approvals.`);
  }
  if (from.userId === to.userId)
    throw refuse('/toMembershipId', 'same_user', 'Both memberships are of one person.');
  if (place && !covers(to, place))
    throw refuse('/toMembershipId', 'scope_too_narrow', 'The membership does not see all of that place.');
  return { from, to };
}

export const delegateApprovals = command({
  name: 'delegateApprovals',
  summary:
    'Let another decide in your place from an instant to another, of every title or one, everywhere or at one place; what they have a hand in or you had stays closed to them.',
  rest: 'POST /approval-delegations',
  permission: permissions.delegate,
  input: z.strictObject({
    fromMembershipId: reference('membership')
      .optional()
      .meta({ description: 'Your own, unless an administrator names another.' }),
    toMembershipId: reference('membership'),
    titleId: reference('approvalTitle').optional(),
    programId: reference('program').optional(),
    facilityId: reference('facility').optional(),
    unitId: reference('unit').optional(),
    startsAt: Instant.optional().meta({ scalar: 'Instant', description: 'Now, unless told.' }),
    endsAt: Instant,
    reason: text(2_000),
  }),
  output: approvalDelegation,
  errors: [delegationOfAnother],
  async handle(
    { fromMembershipId, toMembershipId, titleId = null, startsAt, endsAt, reason, ...at },
    context,
  ) {
    const { actor, now, tx } = context;
    const own = actor.membershipId!;
    if (fromMembershipId !== undefined && fromMembershipId !== own && actor.role !== 'tenant_admin')
      throw delegationOfAnother();
    const begins = startsAt ?? now;
    if (Temporal.Instant.compare(endsAt, begins) <= 0)
      throw refuse('/endsAt', 'before_start', 'It ends before it begins.');
    if (Temporal.Instant.compare(endsAt, now) <= 0) throw refuse('/endsAt', 'in_past', 'Its time is past.');
    if (at.programId === undefined && (at.facilityId ?? at.unitId) !== undefined)
      throw refuse('/programId', 'required', 'A facility or a unit is named with its program.');
    const place =
      at.programId === undefined ? null : await placeOf({ ...at, programId: at.programId }, context);
    const { from, to } = await partiesOf(fromMembershipId ?? own, toMembershipId, place, context);
    const isDue = Temporal.Instant.compare(begins, now) <= 0;
    const [made] = await tx.insert(approvalDelegations, [
      {
        ...place,
        fromMembershipId: from.id,
        fromUserId: from.userId,
        toMembershipId: to.id,
        titleId,
        startsAt: begins,
        endsAt,
        reason,
        state: delegationLife.initial,
      },
    ]);
    const parties = { fromMembershipId: from.id, toMembershipId: to.id };
    const begun = isDue ? [(await startDelegation(made!, context)).fact] : [];
    return {
      result: made!,
      events: [delegationCreated(made!, parties, reason), ...begun],
      timers: [
        ...(isDue ? [] : [beginDelegation(begins, made!.id, {})]),
        expireDelegation(endsAt, made!.id, {}),
      ],
    };
  },
});
