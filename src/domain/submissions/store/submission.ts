import { and, asc, count, eq, inArray, sql } from 'drizzle-orm';
import { notFound, Problem } from '../../../kernel/errors.ts';
import type { EventDeclaration, Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Changes, NewRow, Row } from '../../../kernel/transaction.ts';
import { isOver, orderClosed, orders, type OrderRow } from '../../orders/index.ts';
import { liveStates, submissionLife, undecidedStates } from '../lifecycle/submission.ts';
import {
  alreadyRepresented,
  alreadySubmitted,
  candidateRemoved,
  submissionCapReached,
  submissionExpired,
  submissionFellOff,
} from '../model/submission.ts';
import { submissions } from '../tables.ts';

export type SubmissionRow = Row<typeof submissions>;
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

/** Refuses with `submission_cap_reached` where the vendor has its fill of live submissions on the order, which is held. */
export async function assertBelowCap(
  { id, submissionCap }: { id: string; submissionCap: number | null },
  vendorId: string,
  { tx }: Context,
): Promise<void> {
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

/** Takes one step of a submission's life: the changed row and what happened. */
export async function moveSubmission(
  row: SubmissionRow,
  verb: Verb,
  happened: Happened,
  context: Context,
  { changes = {}, reason }: { changes?: Changes<typeof submissions>; reason?: string | undefined } = {},
): Promise<{ row: SubmissionRow; events: [Fact, ...Fact[]] }> {
  const moved = await context.tx.change(submissions, row, {
    ...changes,
    ...(reason !== undefined && { reason }),
    state: step(submissionLife, verb, row.state),
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
  return ended.presentedAt === null ? events : [...events, removed(ended)];
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
