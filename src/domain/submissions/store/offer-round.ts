import { and, desc, eq } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { termsOf, type OfferTerms } from '../model/offer-terms.ts';
import { offerRounds } from '../tables.ts';
import type { OfferRow } from './offer.ts';

/** Keeps the terms that a side put forward as the round that the offer is in. */
export async function insertRound(
  offer: OfferRow,
  { terms, by, note }: { terms: OfferTerms; by: 'operator' | 'vendor'; note: string | null },
  { tx }: Context,
): Promise<void> {
  const { id: offerId, submissionId, programId, facilityId, unitId, vendorId, workerId, round } = offer;
  await tx.insert(offerRounds, [
    {
      offerId,
      submissionId,
      programId,
      facilityId,
      unitId,
      vendorId,
      workerId,
      number: round,
      proposedBy: by,
      ...termsOf(terms),
      note,
    },
  ]);
}

/** The latest terms that the vendor asked for. */
export async function counteredTerms(offerId: string, { tx, actor }: Context): Promise<OfferTerms> {
  const found: Row<typeof offerRounds>[] = await tx.db
    .select()
    .from(offerRounds)
    .where(
      and(
        eq(offerRounds.tenantId, actor.tenantId),
        eq(offerRounds.offerId, offerId),
        eq(offerRounds.proposedBy, 'vendor'),
      ),
    )
    .orderBy(desc(offerRounds.number))
    .limit(1);
  return termsOf(found[0]!);
}
