import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import { notFound, Problem } from '../../../kernel/errors.ts';
import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import { asTenant, type Changes, type NewRow, type Row } from '../../../kernel/transaction.ts';
import { isOver, orderClosed, orders, type OrderRow } from '../../orders/index.ts';
import { liveStates, submissionLife, undecidedStates } from '../lifecycle/submission.ts';
import {
  alreadyRepresented,
  alreadySubmitted,
  candidateRemoved,
  isAbove,
  isMore,
  submissionCapReached,
  submissionExpired,
  submissionFellOff,
} from '../model/submission.ts';
import { submissions } from '../tables.ts';
import { cancelInterviewsOf } from './interview.ts';

export type SubmissionRow = Row<typeof submissions>;
type State = SubmissionRow['state'];
type Verb = keyof typeof submissionLife.verbs;
type Happened = EventDeclaration<{ orderId: string }>;

/** The submission and, held before it, its order, on which somebody is to be placed; `order_closed` where none can be any more. */
export async function lockSubmissionOnOrder(
  id: string,
  context: Context,
): Promise<{ order: OrderRow; submission: SubmissionRow }> {
  const seen = await context.tx.find(submissions, id);
  if (!seen) throw notFound();
  const order = await context.take(orders, seen.orderId, { version: false });
  if (isOver(order.state)) throw orderClosed();
  return { order, submission: await context.take(submissions, id, { version: false }) };
}

/** The submissions of an order that might still have become a hire, held until the transaction ends. */
export const undecidedSubmissions = (orderId: string, { tx, actor }: Context): Promise<SubmissionRow[]> =>
  tx.db
    .select()
    .from(submissions)
    .where(
      and(
        eq(submissions.tenantId, actor.tenantId),
        eq(submissions.orderId, orderId),
        inArray(submissions.state, [...undecidedStates]),
      ),
    )
    .orderBy(asc(submissions.id))
    .for('update');

/** Until when a submission holds its person on the order. */
export const ownedUntil = ({ ownedUntil: until, rightToRepresentUntil }: SubmissionRow): string =>
  until ?? rightToRepresentUntil;

/** How many live submissions the order takes of the vendor: what it was released with, or else what the order says. */
async function capOf(
  { id, submissionCap }: { id: string; submissionCap: number | null },
  vendorId: string,
  { tx, actor }: Context,
): Promise<number | null> {
  const [seen] = await tx.rows<{ cap: number | null }>(sql`
    select v.submission_cap as cap from order_visibilities v where v.tenant_id = ${actor.tenantId} and v.order_id = ${id}
      and v.vendor_id = ${vendorId} and v.submission_cap is not null order by v.submission_cap limit 1`);
  return seen?.cap ?? submissionCap;
}

/** Refuses with `submission_cap_reached` where the vendor has its fill of live submissions on the order, which is held. */
export async function assertBelowCap(
  order: { id: string; submissionCap: number | null },
  vendorId: string,
  context: Context,
): Promise<void> {
  const { id } = order;
  const { tx } = context;
  const submissionCap = await capOf(order, vendorId, context);
  if (submissionCap === null) return;
  const [found] = await tx.db
    .select({ live: count() })
    .from(submissions)
    .where(
      and(
        eq(submissions.orderId, id),
        eq(submissions.vendorId, vendorId),
        inArray(submissions.state, [...liveStates]),
      ),
    );
  if (found!.live >= submissionCap) throw submissionCapReached();
}

type Priced = Pick<SubmissionRow, 'orderId' | 'billRate' | 'annualSalary'>;

/** How a price stands to the limits of its order: above the most that it pays, and above the range that it posts. */
export const priceAgainst = (
  { billRate, annualSalary }: Pick<Priced, 'billRate' | 'annualSalary'>,
  { maxBillRate, postedRateTo, salaryTo }: Pick<OrderRow, 'maxBillRate' | 'postedRateTo' | 'salaryTo'>,
): { overMax: boolean; aboveRange: boolean } => ({
  overMax: billRate !== null && isAbove(billRate, maxBillRate),
  aboveRange:
    (billRate !== null && isAbove(billRate, postedRateTo)) ||
    (annualSalary !== null && isMore(annualSalary, salaryTo)),
});

/** The same by the order as it is now, which its vendor need not see any more. */
export const limitsOf = (row: Priced, { tx }: Context) =>
  asTenant(tx, async () => priceAgainst(row, (await tx.find(orders, row.orderId))!));

/** Inserts where the person is free on the order; else says whose it is: the vendor's own, or no more than taken. */
export async function insertSubmission(
  row: NewRow<typeof submissions>,
  context: Context,
): Promise<SubmissionRow> {
  const inserted = await context.attempt(() => context.tx.insert(submissions, [row]));
  if (!(inserted instanceof Problem)) return inserted[0]!;
  if (inserted.declaration !== alreadyRepresented) throw inserted;
  const [found] = await context.tx.rows<{ taken: boolean }>(
    sql`select app.represented_on(${row.orderId}, ${row.workerId}) as taken`,
  );
  throw found!.taken ? alreadyRepresented() : alreadySubmitted();
}

/** How far a step brings a submission, kept for when its state says it no more. */
function reached(
  verb: Verb,
  { shortlistedAt, offeredAt }: SubmissionRow,
  { now }: Context,
): Changes<typeof submissions> {
  const listed = { shortlistedAt: shortlistedAt ?? now };
  if (verb === 'shortlist' || verb === 'requestInterview') return listed;
  if (verb === 'extendOffer') return { ...listed, offeredAt: offeredAt ?? now };
  return verb === 'hire' ? { hiredAt: now } : {};
}

/** Takes one step of a submission's life: the changed row and what happened. */
export async function moveSubmission(
  row: SubmissionRow,
  verb: Verb,
  happened: Happened,
  context: Context,
  {
    changes = {},
    reason,
    to,
  }: { changes?: Changes<typeof submissions>; reason?: string | undefined; to?: State } = {},
): Promise<{ row: SubmissionRow; events: [Fact, ...Fact[]] }> {
  const moved = await context.tx.change(submissions, row, {
    ...reached(verb, row, context),
    ...changes,
    ...(reason !== undefined && { reason }),
    state: step(submissionLife, verb, row.state, to),
  });
  return { row: moved, events: [happened(moved, { orderId: moved.orderId }, reason)] };
}

/** Ends a submission before a hire, or one whose order ended before its first day; the client hears of it where it had seen the candidate. */
export async function endSubmission(
  row: SubmissionRow,
  verb: 'reject' | 'withdraw' | 'markDuplicate' | 'expire' | 'unhire',
  happened: Happened,
  context: Context,
  reason?: string,
): Promise<[Fact, ...Fact[]]> {
  const { row: ended, events } = await moveSubmission(row, verb, happened, context, { reason });
  if (ended.presentedAt === null) return events;
  return [...events, removed(ended), ...(await cancelInterviewsOf(ended.id, context))];
}

/** What a client that saw the candidate hears when the submission has ended. */
export const removed = (row: SubmissionRow): Fact =>
  candidateRemoved(row, { orderId: row.orderId, state: row.state });

/** The order of the hired candidate came to its end before the first day. */
export async function endHired(submissionId: string, reason: string, context: Context): Promise<Fact[]> {
  const row = await context.take(submissions, submissionId, { version: false });
  return endSubmission(row, 'unhire', submissionExpired, context, reason);
}

/** The hired candidate never started; `step_not_allowed` unless it was hired. */
export async function markFellOff(submissionId: string, context: Context): Promise<Fact[]> {
  const row = await context.take(submissions, submissionId, { version: false });
  return (await moveSubmission(row, 'fallOff', submissionFellOff, context)).events;
}
