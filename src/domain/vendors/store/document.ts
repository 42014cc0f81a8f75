import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { vendorDocuments } from '../tables.ts';

type DocumentRow = Row<typeof vendorDocuments>;

/**
 * The zone in which a document's days are counted: its program's, or where it is good in all of them that of the
 * tenant's first program; UTC before there is one.
 */
export async function zoneOfDocument(
  { programId }: Pick<DocumentRow, 'programId'>,
  { tx, actor }: Context,
): Promise<string> {
  const [found] = await tx.rows<{ zone: string }>(sql`select p.time_zone as zone from programs p
    where p.tenant_id = ${actor.tenantId} and (${programId}::uuid is null or p.id = ${programId}::uuid)
    order by p.created_at, p.id limit 1`);
  return found?.zone ?? 'UTC';
}

/**
 * The accepted documents, taken, that say the same for the same place as this one and no more than it: what it takes
 * the place of. One that holds longer or insures more goes on beside it.
 */
export const supersededBy = (document: DocumentRow, { tx, actor }: Context): Promise<DocumentRow[]> => {
  const { id, vendorId, programId, kind, diversityKind, issuingState, currency, expiresOn } = document;
  const { perOccurrenceLimit, aggregateLimit } = document;
  return tx.db
    .select()
    .from(vendorDocuments)
    .where(
      and(
        eq(vendorDocuments.tenantId, actor.tenantId),
        eq(vendorDocuments.vendorId, vendorId),
        eq(vendorDocuments.kind, kind),
        // Papers of no kind of their own have nothing in common.
        ne(vendorDocuments.kind, 'other'),
        ne(vendorDocuments.id, id),
        inArray(vendorDocuments.state, ['accepted', 'expiring', 'expired']),
        sql`${vendorDocuments.programId} is not distinct from ${programId}::uuid`,
        sql`${vendorDocuments.diversityKind} is not distinct from ${diversityKind}::text`,
        sql`${vendorDocuments.issuingState} is not distinct from ${issuingState}::char(2)`,
        sql`coalesce(${vendorDocuments.expiresOn}, 'infinity') <= coalesce(${expiresOn}::date, 'infinity')`,
        sql`(${vendorDocuments.currency} = ${currency} and coalesce(${vendorDocuments.perOccurrenceLimit}, 0) <= coalesce(${perOccurrenceLimit}::numeric, 0)
          and coalesce(${vendorDocuments.aggregateLimit}, 0) <= coalesce(${aggregateLimit}::numeric, 0))`,
      ),
    )
    .orderBy(vendorDocuments.id)
    .for('update');
};
