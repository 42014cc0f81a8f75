import { and, eq, inArray } from 'drizzle-orm';
import { notFound } from '../../../kernel/errors.ts';
import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Changes, Row } from '../../../kernel/transaction.ts';
import { orders } from '../../orders/index.ts';
import { offerLife, openOfferStates } from '../lifecycle/offer.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { offerDeclined, offerPlaced, offerRescinded } from '../model/offer.ts';
import { submissionExpired, submissionReturned } from '../model/submission.ts';
import { offers, submissions } from '../tables.ts';
import { removed, type SubmissionRow } from './submission.ts';

export type OfferRow = Row<typeof offers>;
type Happened = EventDeclaration<{ submissionId: string; orderId: string }>;

/**
 * The offer at the version the caller saw and its submission, both held until the transaction ends, parent first, and
 * before them the order where its openings are to change; `not_found` where there is none.
 */
export async function lockOffer(
  id: string,
  context: Context,
  { order = false } = {},
): Promise<{ offer: OfferRow; submission: SubmissionRow }> {
  const seen = await context.tx.find(offers, id);
  if (!seen) throw notFound();
  if (order) await context.take(orders, seen.orderId, { version: false });
  const submission = await context.take(submissions, seen.submissionId, { version: false });
  return { offer: await context.take(offers, id), submission };
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

/** An offer came to nothing: its candidate stands as presented again, or is free where its right to represent or the order is over. */
export async function endOffer(
  { offer, submission }: { offer: OfferRow; submission: SubmissionRow },
  verb: 'decline' | 'rescind' | 'expire',
  happened: Happened,
  context: Context,
  { reason, orderOver = false }: { reason?: string; orderOver?: boolean } = {},
): Promise<[Fact, ...Fact[]]> {
  const { fact } = await moveOffer(offer, verb, happened, context, reason === undefined ? {} : { reason });
  const over = orderOver || Temporal.Instant.compare(context.now, submission.rightToRepresentUntil) >= 0;
  const state = step(submissionLife, 'return', submission.state, over ? 'expired' : 'presented');
  const told = orderOver ? reason : undefined;
  const row = await context.tx.change(submissions, submission, {
    state,
    ...(told !== undefined && { reason: told }),
  });
  const data = { orderId: row.orderId };
  return over
    ? [fact, submissionExpired(row, data, told), removed(row)]
    : [fact, submissionReturned(row, data)];
}

/** The open offer of a submission, held until the transaction ends. */
export async function openOfferOf(
  submissionId: string,
  { tx, actor }: Context,
): Promise<OfferRow | undefined> {
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
  const open = await openOfferOf(submission.id, context);
  if (!open) return [];
  const happened = verb === 'decline' ? offerDeclined : offerRescinded;
  return [(await moveOffer(open, verb, happened, context, { reason })).fact];
}

/** Notes the position that a confirmed offer was given. */
export async function placeOffer(offerId: string, positionId: string, context: Context): Promise<Fact[]> {
  const offer = await context.take(offers, offerId, { version: false });
  const row = await context.tx.change(offers, offer, { positionId });
  return [offerPlaced(row, { positionId })];
}
