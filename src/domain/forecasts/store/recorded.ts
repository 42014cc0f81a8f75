import { and, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { units } from '../../programs/index.ts';
import { censusCounts, demandObservations } from '../tables.ts';

/** Where units lie, by their ids. */
export async function placesOf(
  unitIds: readonly string[],
  { tx, actor }: Context,
): Promise<Map<string, { programId: string; facilityId: string; unitId: string }>> {
  const found = await tx.db
    .select({ unitId: units.id, facilityId: units.facilityId, programId: units.programId })
    .from(units)
    .where(and(eq(units.tenantId, actor.tenantId), inArray(units.id, [...unitIds])));
  return new Map(found.map((place) => [place.unitId, place]));
}

const among = (ids: readonly string[]): SQL => sql`${`{${ids.join(',')}}`}::uuid[]`;
const texts = (values: readonly string[]): SQL => sql`${JSON.stringify(values)}::jsonb`;

/** What was told already of some units on some days, held until the transaction ends. */
export const toldDemand = (
  unitIds: readonly string[],
  dates: readonly string[],
  { tx, actor }: Context,
): Promise<Row<typeof demandObservations>[]> =>
  tx.db
    .select()
    .from(demandObservations)
    .where(
      and(
        eq(demandObservations.tenantId, actor.tenantId),
        sql`${demandObservations.unitId} = any(${among(unitIds)})`,
        sql`${demandObservations.localDate}::text in (select jsonb_array_elements_text(${texts(dates)}))`,
      ),
    )
    .orderBy(demandObservations.id)
    .for('update');

/** The census that was told already of some units on some days, held until the transaction ends. */
export const toldCensus = (
  unitIds: readonly string[],
  dates: readonly string[],
  { tx, actor }: Context,
): Promise<Row<typeof censusCounts>[]> =>
  tx.db
    .select()
    .from(censusCounts)
    .where(
      and(
        eq(censusCounts.tenantId, actor.tenantId),
        sql`${censusCounts.unitId} = any(${among(unitIds)})`,
        sql`${censusCounts.localDate}::text in (select jsonb_array_elements_text(${texts(dates)}))`,
      ),
    )
    .orderBy(censusCounts.id)
    .for('update');
