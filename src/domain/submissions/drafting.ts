import type { Context } from '../../kernel/operation.ts';
import { programs } from '../programs/index.ts';
import { feeOf, type Wanted } from './extending.ts';

/** What a new offer holds before anybody has seen it; its maker is its author. */
export async function newOffer(
  { order, submission, terms }: Wanted,
  { expiresAt, note }: { expiresAt?: string | undefined; note?: string | undefined },
  context: Context,
) {
  const {
    id: submissionId,
    orderId,
    programId,
    facilityId,
    unitId,
    vendorId,
    workerId,
    currency,
  } = submission;
  const { offerConfirmation } = (await context.tx.find(programs, programId))!;
  return {
    id: context.newId(),
    submissionId,
    orderId,
    programId,
    facilityId,
    unitId,
    vendorId,
    workerId,
    currency,
    ...terms,
    placementFee: await feeOf({ order, submission, terms }, context),
    confirmation: offerConfirmation,
    authors: context.actor.userId === null ? [] : [context.actor.userId],
    expiresAt: expiresAt ?? null,
    note: note ?? null,
  };
}
