import type { Fact, TimerFact } from '../../../kernel/event.ts';
import { spanOf } from '../../../kernel/day-range.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant } from '../../../kernel/transaction.ts';
import { startApproval } from '../../approvals/index.ts';
import { programs } from '../../programs/index.ts';
import { overCardOf } from '../../rates/index.ts';
import type { AssignmentRow } from '../store/assignment.ts';
import { orderFactsOf } from '../store/live.ts';
import { revisionsOf } from '../store/revision.ts';

/** Terms that are to be routed: what they cost more than those held, and who wrote them. */
interface Routed {
  id: string;
  version: number;
  unitId: string;
  /** The day from which they are to hold. */
  from: string;
  billRate: string;
  additionalCost: string | null;
  authors: readonly string[];
  proposedBy: 'client' | 'vendor' | null;
}

export type NextState = 'in_force' | 'pending_approval' | 'approval_paused' | 'pending_consent';

/** Whether the vendor is to agree to terms before they hold: where the program says so, and it did not propose them. */
export async function afterApproval(
  { programId }: Pick<AssignmentRow, 'programId'>,
  { proposedBy }: Pick<Routed, 'proposedBy'>,
  { tx }: Context,
): Promise<'in_force' | 'pending_consent'> {
  if (proposedBy === 'vendor') return 'in_force';
  const program = await asTenant(tx, () => tx.find(programs, programId));
  return program!.revisionConsent === 'vendor' ? 'pending_consent' : 'in_force';
}

/** Routes terms for approval by what they cost more and how far their rate lies over the card, where the program's policy asks for it; then for the vendor's consent. */
export async function routeRevision(
  assignment: AssignmentRow,
  { id, version, unitId, from, billRate, additionalCost, authors, proposedBy }: Routed,
  context: Context,
): Promise<{ next: NextState; events: Fact[]; timers: TimerFact[] }> {
  const { programId, facilityId } = assignment;
  const { type, profession, specialty } = await orderFactsOf(assignment, context);
  const held = (await revisionsOf(assignment.id, context)).findLast(
    ({ effective }) => spanOf(effective).from <= from,
  );
  const standing = held?.billRate ?? null;
  const question = { programId, unitId, profession, specialty, on: from, standing };
  const overCardPercent = await overCardOf(billRate, question, context);
  const { state, events, timers } = await startApproval(
    {
      subject: { noun: 'assignment_revision', id, programId, facilityId, unitId, version },
      amount: additionalCost,
      authors,
      facts: { orderType: type, profession, specialty, billRate, overCardPercent },
    },
    context,
  );
  if (state === 'paused') return { next: 'approval_paused', events, timers };
  if (state === 'pending') return { next: 'pending_approval', events, timers };
  return { next: await afterApproval(assignment, { proposedBy }, context), events, timers };
}
