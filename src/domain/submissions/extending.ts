import type { Fact, TimerFact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import { assertProvided } from '../../kernel/provisos.ts';
import { startApproval } from '../approvals/index.ts';
import { assertEligible } from '../eligibility/index.ts';
import type { OrderRow } from '../orders/index.ts';
import { dayAt, todayAt } from '../programs/index.ts';
import { overCardOf } from '../rates/index.ts';
import { agreementOn, placementFee, placementTermsOf } from '../vendors/index.ts';
import { submissionLife } from './lifecycle/submission.ts';
import { offerExtended, offerOverMax } from './model/offer.ts';
import { amountOf, checkedTerms, type OfferTerms } from './model/offer-terms.ts';
import { isAbove, isMore, submissionOffered } from './model/submission.ts';
import type { OfferRow } from './store/offer.ts';
import { insertRound } from './store/offer-round.ts';
import { moveSubmission, type SubmissionRow } from './store/submission.ts';
import { submissions } from './tables.ts';
import { expireOffer } from './timers.ts';

/** A submission on its order, both held, and the terms on which it is wanted. */
export interface Wanted {
  order: OrderRow;
  submission: SubmissionRow;
  terms: OfferTerms;
}

/** The terms as an offer on the order keeps them; `invalid_input` where they cannot be kept. */
export const judgedTerms = async (
  offered: Parameters<typeof checkedTerms>[0],
  { order, submission }: Omit<Wanted, 'terms'>,
  context: Context,
): Promise<OfferTerms> =>
  checkedTerms(offered, {
    isDirectHire: order.type === 'direct_hire',
    today: await todayAt(order, context),
    payRate: submission.payRate,
  });

/** Refuses where the submission takes no offer, or its worker may not work on those terms. */
export async function assertOfferable({ order, submission, terms }: Wanted, context: Context): Promise<void> {
  step(submissionLife, 'extendOffer', submission.state);
  await assertProvided(submissionLife, 'extendOffer', submissions, submission, context);
  await assertEligibleFor({ order, submission, terms }, context);
}

/** Refuses with `worker_not_eligible` where the worker may not work there and then. */
export const assertEligibleFor = ({ order, submission, terms }: Wanted, context: Context): Promise<void> =>
  assertEligible(
    {
      gate: 'offer',
      workerId: submission.workerId,
      vendorId: submission.vendorId,
      place: order,
      day: terms.startsOn,
      until: terms.endsOn ?? order.endsOn,
    },
    context,
  );

const isOverMax = ({ billRate, annualSalary }: OfferTerms, order: OrderRow): boolean =>
  (billRate !== null && isAbove(billRate, order.maxBillRate)) ||
  (annualSalary !== null && isMore(annualSalary, order.salaryTo));

/** What approvers are told of an offer's terms; its rate beside the card of its first day, or beside the order's. */
async function factsOfOffer(
  { order, terms: { billRate, startsOn } }: Omit<Wanted, 'submission'>,
  context: Context,
) {
  const { type, programId, unitId, profession, specialty } = order;
  const about = { orderType: type, profession, specialty };
  if (billRate === null) return about;
  const question = { programId, unitId, profession, specialty, on: startsOn, standing: order.billRate };
  return { ...about, billRate, overCardPercent: await overCardOf(billRate, question, context) };
}

/**
 * Asks for the approval of an offer's terms where a policy of the program wants one: `pending_approval` then, else
 * `extended`. Above the most that the order pays it takes an approval: `offer_over_max` where nobody gives one.
 */
export async function routeOffer(
  offer: { id: string; version: number; authors: readonly string[] },
  { order, terms }: Omit<Wanted, 'submission'>,
  context: Context,
): Promise<{ state: 'extended' | 'pending_approval'; events: Fact[]; timers: TimerFact[] }> {
  const { programId, facilityId, unitId } = order;
  const { id, version, authors } = offer;
  const routed = await startApproval(
    {
      subject: { noun: 'offer', id, programId, facilityId, unitId, version },
      amount: amountOf(terms),
      authors,
      facts: await factsOfOffer({ order, terms }, context),
    },
    context,
  );
  if (routed.state === 'none' && isOverMax(terms, order)) throw offerOverMax();
  return {
    state: routed.state === 'none' ? 'extended' : 'pending_approval',
    events: routed.events,
    timers: routed.timers,
  };
}

/** What stands on an offer as it is extended: since when, in which round. */
export const asExtended = ({ round }: { round: number }, { now }: Context) => ({
  extendedAt: now,
  round: round + 1,
});

/** What an extension brings: its round is kept, the candidate is offered, both are told. */
export async function afterExtension(
  offer: OfferRow,
  submission: SubmissionRow,
  context: Context,
): Promise<[Fact, ...Fact[]]> {
  const { submissionId, orderId, note } = offer;
  await insertRound(offer, { terms: offer, by: 'operator', note }, context);
  const told = offerExtended(offer, { submissionId, orderId });
  if (submission.state === 'offered') return [told];
  const { events } = await moveSubmission(submission, 'extendOffer', submissionOffered, context);
  return [told, ...events];
}

/** The timer at which an offer lapses, where it says when. */
export const lapseOf = ({ id, expiresAt }: Pick<OfferRow, 'id' | 'expiresAt'>): TimerFact[] =>
  expiresAt === null ? [] : [expireOffer(expiresAt, id, {})];

/** What the vendor's agreement asks for a hire on these terms; null where it says nothing, or it is none. */
export async function feeOf({ order, submission, terms }: Wanted, context: Context): Promise<string | null> {
  if (terms.annualSalary === null) return null;
  const day = await dayAt(context.now, order, context);
  const agreement = await agreementOn(order.programId, submission.vendorId, day, context);
  const agreed = agreement && (await placementTermsOf(agreement.id, context));
  return agreed ? placementFee(agreed, terms.annualSalary).amount : null;
}
