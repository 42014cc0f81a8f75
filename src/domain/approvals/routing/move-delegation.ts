import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { delegationLife } from '../lifecycle/approval-delegation.ts';
import { delegationBegun, delegationEnded } from '../model/delegation.ts';
import type { DelegationRow } from '../store/rows.ts';
import { approvalDelegations } from '../tables.ts';

// No step need be judged anew by either: who lends a right has it, so somebody could decide before and can after.

const partiesOf = ({ fromMembershipId, toMembershipId }: DelegationRow) => ({
  fromMembershipId,
  toMembershipId,
});

/** Lets a scheduled delegation begin. */
export async function startDelegation(
  delegation: DelegationRow,
  { tx }: Context,
): Promise<{ row: DelegationRow; fact: Fact }> {
  const row = await tx.change(approvalDelegations, delegation, {
    state: step(delegationLife, 'start', delegation.state),
  });
  return { row, fact: delegationBegun(row, partiesOf(row)) };
}

/** Ends a delegation by hand, or as its time is over or one of the two leaves. */
export async function endDelegation(
  delegation: DelegationRow,
  verb: 'expire' | 'end',
  { tx, now }: Context,
): Promise<{ row: DelegationRow; fact: Fact }> {
  const row = await tx.change(approvalDelegations, delegation, {
    state: step(delegationLife, verb, delegation.state),
    endedAt: now,
  });
  return { row, fact: delegationEnded(row, partiesOf(row)) };
}
