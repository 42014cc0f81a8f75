import { and, eq, inArray, sql } from 'drizzle-orm';
import { notFound } from '../../../kernel/errors.ts';
import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Changes, Row } from '../../../kernel/transaction.ts';
import { orderClosed } from '../../orders/index.ts';
import { offerLife, openOfferStates } from '../lifecycle/offer.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { offerDeclined, offerPlaced, offerRescinded } from '../model/offer.ts';
import { submissionExpired, submissionReturned } from '../model/submission.ts';
import { offers, submissions } from '../tables.ts';
import { lockSubmission, removed, type SubmissionRow } from './submission.ts';

export type OfferRow = Row<typeof offers>;
type Happened = EventDeclaration<{ submissionId: string; orderId: string }>;

/** The offer and its submission, both held until the transaction ends, parent first; `not_found` where there is none. */
export async function lockOffer(
  id: string,
  context: Context,
): Promise<{ offer: OfferRow; submission: SubmissionRow }> {
  const seen = await context.tx.find(offers, id);
  if (!seen) throw notFound();
  const submission = await lockSubmission(seen.submissionId, context);
  const offer = (await context.tx.find(offers, id, { lock: true }))!;
  return { offer, submission };
}

/** Refuses with `order_closed` where the order has come to its end: nobody can be placed on it any more. */
export async function assertOrderRuns(orderId: string, { tx, actor }: Context): Promise<void> {
  const [found] = await tx.rows<{ over: boolean }>(
    sql`select state in ('canceled', 'closed') as over from orders where tenant_id = ${actor.tenantId} and id = ${orderId}`,
  );
  if (found!.over) throw orderClosed();
}

/** Takes one step of an offer's life: the changed row and what happened. */
export async function moveOffer(
  offer: OfferRow,
  verb: keyof typeof offerLife.verbs,
  happened: Happened,
  context: Context,
  { changes = {}, reason }: { changes?: Changes<typeof offers>; reason?: string } = {},
): Promise<{ row: OfferRow; fact: Fact }> {
  const row = await context.tx.change(offers, offer, {
    ...changes,
    ...(reason !== undefined && { reason }),
    state: step(offerLife, verb, offer.state),
  });
  return { row, fact: happened(row, { submissionId: row.submissionId, orderId: row.orderId }, reason) };
}

/** An offer came to nothing: its candidate stands as presented again, or is free where the right to represent is over. */
export async function endOffer(
  { offer, submission }: { offer: OfferRow; submission: SubmissionRow },
  verb: 'decline' | 'rescind' | 'expire',
  happened: Happened,
  context: Context,
  reason?: string,
): Promise<[Fact, ...Fact[]]> {
  const { fact } = await moveOffer(offer, verb, happened, context, reason === undefined ? {} : { reason });
  const over = Temporal.Instant.compare(context.now, submission.rightToRepresentUntil) >= 0;
  const state = step(submissionLife, 'return', submission.state, over ? 'expired' : 'presented');
  const row = await context.tx.change(submissions, submission, { state });
  const data = { orderId: row.orderId };
  return over ? [fact, submissionExpired(row, data), removed(row)] : [fact, submissionReturned(row, data)];
}

/** Closes the open offer of a submission that ends; nothing where there is none. */
export async function closeOpenOffer(
  submission: SubmissionRow,
  verb: 'decline' | 'rescind',
  reason: string,
  context: Context,
): Promise<Fact[]> {
  const { tx } = context;
  const [open] = await tx.db
    .select()
    .from(offers)
    .where(and(eq(offers.submissionId, submission.id), inArray(offers.state, [...openOfferStates])))
    .for('update');
  if (!open) return [];
  const happened = verb === 'decline' ? offerDeclined : offerRescinded;
  return [(await moveOffer(open, verb, happened, context, { reason })).fact];
}

/** Notes the position that a confirmed offer was given. */
export async function placeOffer(offerId: string, positionId: string, context: Context): Promise<Fact[]> {
  const offer = await context.tx.find(offers, offerId, { lock: true });
  if (!offer) throw notFound();
  const row = await context.tx.change(offers, offer, { positionId });
  return [offerPlaced(row, { positionId })];
}
