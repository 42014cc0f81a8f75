import { and, asc, eq } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { submissionRanks } from '../tables.ts';
import type { SubmissionRow } from './submission.ts';

/** The candidates of an order in the client's order, held until the transaction ends. */
const ranked = (orderId: string, { tx, actor }: Context): Promise<Row<typeof submissionRanks>[]> =>
  tx.db
    .select()
    .from(submissionRanks)
    .where(and(eq(submissionRanks.tenantId, actor.tenantId), eq(submissionRanks.orderId, orderId)))
    .orderBy(asc(submissionRanks.place), asc(submissionRanks.id))
    .for('update');

/**
 * Puts a candidate at a place of its order, 1 being the first, or behind the last one where there are fewer; those
 * behind it move on. The order is held, so that two who rank at once do so one after the other. Answers its place.
 */
export async function placeSubmission(row: SubmissionRow, place: number, context: Context): Promise<number> {
  const { id: submissionId, orderId, programId, facilityId, unitId } = row;
  const before = await ranked(orderId, context);
  const others = before.filter((one) => one.submissionId !== submissionId);
  const own = before.find((one) => one.submissionId === submissionId);
  const at = Math.min(place, others.length + 1);
  const moved = others
    .map((one, index) => ({ row: one, place: index + 1 < at ? index + 1 : index + 2 }))
    .filter((one) => one.place !== one.row.place);
  if (moved.length > 0)
    await context.tx.changeAll(
      submissionRanks,
      moved.map((one) => ({ row: one.row, changes: { place: one.place } })),
    );
  if (!own)
    await context.tx.insert(submissionRanks, [
      { submissionId, orderId, programId, facilityId, unitId, place: at },
    ]);
  else if (own.place !== at) await context.tx.change(submissionRanks, own, { place: at });
  return at;
}

/** The place that a candidate has, if it has one. */
export async function placeOf(submissionId: string, { tx, actor }: Context): Promise<number | undefined> {
  const [found] = await tx.db
    .select({ place: submissionRanks.place })
    .from(submissionRanks)
    .where(and(eq(submissionRanks.tenantId, actor.tenantId), eq(submissionRanks.submissionId, submissionId)));
  return found?.place;
}
