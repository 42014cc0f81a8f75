import { and, eq, inArray, sql } from 'drizzle-orm';
import { notFound } from '../../../kernel/errors.ts';
import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Changes, type Row } from '../../../kernel/transaction.ts';
import { withdrawApproval } from '../../approvals/index.ts';
import { orders, type OrderRow } from '../../orders/index.ts';
import { offerLife, openOfferStates } from '../lifecycle/offer.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { offerDeclined, offerDiscarded, offerPlaced, offerRescinded } from '../model/offer.ts';
import { submissionExpired, submissionReturned } from '../model/submission.ts';
import { offers, submissions } from '../tables.ts';
import { cancelInterviewsOf } from './interview.ts';
import { lockSubmissionOnOrder, ownedUntil, removed, type SubmissionRow } from './submission.ts';

export type OfferRow = Row<typeof offers>;
type State = OfferRow['state'];
type Happened = EventDeclaration<{ submissionId: string; orderId: string }>;

/**
 * The offer at the version the caller saw and its submission, both held until the transaction ends, parent first, and
 * before them the order where its openings are to change; `not_found` where there is none.
 */
export async function lockOffer(
  id: string,
  context: Context,
  { order = false, version = true } = {},
): Promise<{ offer: OfferRow; submission: SubmissionRow }> {
  const seen = await context.tx.find(offers, id);
  if (!seen) throw notFound();
  // Also where the caller sees it no more: the worker never does.
  if (order) await asTenant(context.tx, () => context.take(orders, seen.orderId, { version: false }));
  const submission = await context.take(submissions, seen.submissionId, { version: false });
  return { offer: await context.take(offers, id, { version }), submission };
}

/** The same with its order as the caller sees it, held first; `order_closed` where nobody can be placed on it any more. */
export async function lockOfferOnOrder(
  id: string,
  context: Context,
): Promise<{ offer: OfferRow; order: OrderRow; submission: SubmissionRow }> {
  const seen = await context.tx.find(offers, id);
  if (!seen) throw notFound();
  const held = await lockSubmissionOnOrder(seen.submissionId, context);
  return { ...held, offer: await context.take(offers, id) };
}

/** Takes one step of an offer's life: the changed row and what happened. */
export async function moveOffer(
  offer: OfferRow,
  verb: keyof typeof offerLife.verbs,
  happened: Happened,
  context: Context,
  {
    changes = {},
    reason,
    to,
  }: { changes?: Changes<typeof offers>; reason?: string | undefined; to?: State } = {},
): Promise<{ row: OfferRow; fact: Fact }> {
  const row = await context.tx.change(offers, offer, {
    ...changes,
    ...(reason !== undefined && { reason }),
    state: step(offerLife, verb, offer.state, to),
  });
  return { row, fact: happened(row, { submissionId: row.submissionId, orderId: row.orderId }, reason) };
}

/**
 * Ends an offer short of a hire. What was never extended ends among those who knew of it, and its approval is asked for
 * no more.
 */
export async function closeOffer(
  offer: OfferRow,
  verb: 'decline' | 'rescind' | 'expire',
  happened: Happened,
  context: Context,
  reason?: string,
): Promise<[Fact, ...Fact[]]> {
  const { id, state, extendedAt } = offer;
  const changes = { pendingTerms: null };
  const told = extendedAt === null ? offerDiscarded : happened;
  const { fact } = await moveOffer(offer, verb, told, context, { changes, reason });
  if (state !== 'pending_approval') return [fact];
  const withdrawn = await asTenant(context.tx, () => withdrawApproval({ noun: 'offer', id }, context));
  return [fact, ...withdrawn];
}

/** An offer came to nothing: a candidate who had it stands as presented again, or is free where nobody owns it any more or the order is over. */
export async function endOffer(
  { offer, submission }: { offer: OfferRow; submission: SubmissionRow },
  verb: 'decline' | 'rescind' | 'expire',
  happened: Happened,
  context: Context,
  { reason, orderOver = false }: { reason?: string; orderOver?: boolean } = {},
): Promise<[Fact, ...Fact[]]> {
  const closed = await closeOffer(offer, verb, happened, context, reason);
  if (submission.state !== 'offered') return closed;
  const over = orderOver || Temporal.Instant.compare(context.now, ownedUntil(submission)) >= 0;
  const state = step(submissionLife, 'return', submission.state, over ? 'expired' : 'presented');
  const told = orderOver ? reason : undefined;
  const row = await context.tx.change(submissions, submission, {
    state,
    ...(told !== undefined && { reason: told }),
  });
  const data = { orderId: row.orderId };
  if (!over) return [...closed, submissionReturned(row, data)];
  const canceled = await cancelInterviewsOf(row.id, context);
  return [...closed, submissionExpired(row, data, told), removed(row), ...canceled];
}

/** The open offer of a submission, held until the transaction ends; also one that the caller does not know of. */
export const openOfferOf = (
  { id }: Pick<SubmissionRow, 'id'>,
  context: Context,
): Promise<OfferRow | undefined> => asTenant(context.tx, () => heldOpenOffer(id, context));

async function heldOpenOffer(submissionId: string, { tx, actor }: Context): Promise<OfferRow | undefined> {
  const [open] = await tx.db
    .select()
    .from(offers)
    .where(
      and(
        eq(offers.tenantId, actor.tenantId),
        eq(offers.submissionId, submissionId),
        inArray(offers.state, [...openOfferStates]),
      ),
    )
    .for('update');
  return open;
}

/** Closes the open offer of a submission that ends; nothing where there is none. */
export async function closeOpenOffer(
  submission: SubmissionRow,
  verb: 'decline' | 'rescind',
  reason: string,
  context: Context,
): Promise<Fact[]> {
  const open = await openOfferOf(submission, context);
  if (!open) return [];
  const inside = open.extendedAt === null;
  const happened = verb === 'decline' ? offerDeclined : offerRescinded;
  // A vendor that withdraws declines what it knows of; the rest is taken back by the tenant's own hand.
  return asTenant(context.tx, () => closeOffer(open, inside ? 'rescind' : verb, happened, context, reason));
}

/** Whether an opening is left for an offer, on an order that runs, and the state of that order. */
export const openingFor = (
  { orderId }: OfferRow,
  { tx, actor }: Context,
): Promise<{ free: boolean; orderState: string }> =>
  asTenant(tx, async () => {
    const [found] = await tx.rows<{ free: boolean; orderState: string }>(sql`
      select o.state as "orderState", o.state in ('open', 'partially_filled', 'expired') and exists (select from positions p
          where p.tenant_id = o.tenant_id and p.order_id = o.id and p.state = 'open') as free
      from orders o where o.tenant_id = ${actor.tenantId} and o.id = ${orderId}`);
    return found!;
  });

/** Notes the position that a confirmed offer was given. */
export async function placeOffer(offerId: string, positionId: string, context: Context): Promise<Fact[]> {
  const offer = await context.take(offers, offerId, { version: false });
  const row = await context.tx.change(offers, offer, { positionId });
  return [offerPlaced(row, { positionId })];
}
