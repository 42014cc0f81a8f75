import { z } from 'zod';
import { lastDayOf, spanOf } from '../../../kernel/day-range.ts';
import { declareError } from '../../../kernel/errors.ts';
import { factsFor } from '../../../kernel/event.ts';
import {
  chargeForDays,
  compare,
  parseRate,
  subtract,
  sum,
  zeroAmount,
  type Amount,
} from '../../../kernel/money.ts';
import { oneOf } from '../../../kernel/shapes.ts';
import { epochDay } from '../../../kernel/zone.ts';

export const RevisionState = oneOf('RevisionState', [
  'proposed',
  'pending_approval',
  'approval_paused',
  'pending_consent',
  'in_force',
  'superseded',
  'rejected',
  'declined',
  'withdrawn',
]);
export const RevisionKind = oneOf('RevisionKind', [
  'extension',
  'shortening',
  'rate',
  'pay',
  'hours',
  'unit',
]);
export const ProposingSide = oneOf('ProposingSide', ['client', 'vendor']);
export type RevisionKinds = z.output<typeof RevisionKind>[];

/** The states in which other terms are under way; an assignment has one such revision at a time. */
export const underWay = ['proposed', 'pending_approval', 'approval_paused', 'pending_consent'] as const;

export const revisionUnderWay = declareError(
  'revision_under_way',
  'conflict',
  'Other terms of the assignment are proposed, or wait to be approved or agreed to.',
);
export const notYourProposal = declareError(
  'not_your_proposal',
  'forbidden',
  'Terms are withdrawn by the side that proposed them.',
);

interface Priced {
  billRate: string;
  hoursPerWeek: string;
}

const daysFrom = (from: string, until: string) => Math.max(0, epochDay(until) - epochDay(from) + 1);

const costOf = ({ billRate, hoursPerWeek }: Priced, days: number) =>
  chargeForDays(hoursPerWeek, parseRate(billRate), days);

/**
 * What new terms cost more than those held: weeks × hours × rate of the new ones from their first day to the new last
 * day, less the same of those held to the old last day. Nothing where they cost less.
 */
export function additionalCost(
  held: readonly (Priced & { effective: string })[],
  heldUntil: string,
  asked: Priced & { from: string; endsOn: string },
): Amount {
  const before = held.map((terms) => {
    const span = spanOf(terms.effective);
    const last = lastDayOf(span);
    const until = last !== null && last < heldUntil ? last : heldUntil;
    return costOf(terms, daysFrom(span.from > asked.from ? span.from : asked.from, until));
  });
  const more = subtract(costOf(asked, daysFrom(asked.from, asked.endsOn)), sum(before));
  return compare(more, zeroAmount) > 0 ? more : zeroAmount;
}

const ours = factsFor(['operator', 'client'], z.strictObject({ assignmentId: z.string() }));
const shared = factsFor(['operator', 'client', 'vendor'], z.strictObject({ assignmentId: z.string() }));

export const revisionProposed = shared(
  'assignment_revision.proposed',
  'A vendor proposed other terms of an assignment.',
);
export const revisionAsked = ours(
  'assignment_revision.asked_for',
  'A client asked for other terms of an assignment.',
);
export const revisionSubmitted = ours(
  'assignment_revision.submitted',
  'Other terms of an assignment wait for approval.',
);
export const revisionPaused = ours(
  'assignment_revision.approval_paused',
  'Nobody may approve terms: their approval waits for somebody who may.',
);
export const revisionResumed = ours(
  'assignment_revision.approval_resumed',
  'Somebody may approve terms again.',
);
export const revisionOffered = shared(
  'assignment_revision.offered',
  'Other terms of an assignment wait for the vendor’s consent.',
);
export const revisionConsented = shared(
  'assignment_revision.consented',
  'The vendor agreed to other terms of an assignment.',
);
export const revisionDeclined = shared(
  'assignment_revision.declined',
  'The vendor did not agree to other terms of an assignment.',
);
export const revisionRejected = shared(
  'assignment_revision.rejected',
  'Proposed terms of an assignment were rejected.',
);
export const revisionRefused = ours(
  'assignment_revision.refused',
  'Other terms of an assignment were not approved.',
);
export const revisionWithdrawn = shared(
  'assignment_revision.withdrawn',
  'Terms that the vendor knew of were withdrawn.',
);
export const revisionRetracted = ours(
  'assignment_revision.retracted',
  'Terms were withdrawn before the vendor knew of them.',
);
